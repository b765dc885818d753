using System.Globalization;
using Pipeline.Cloud;
using Pipeline.Dicom;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Reads one object's header, and checks its form to the end, while its bytes pass on to the named storage.</summary>
internal static class ObjectReading
{
    /// <summary>Copies <paramref name="content"/>, all of <paramref name="file"/>, to <paramref name="target"/> and tells what the registry must know of it.</summary>
    /// <exception cref="StudyRefusedException">It is not readable DICOM, or lacks what identifies it.</exception>
    public static async Task<ReceivedObject> ReadAsync(PackageFile file, Stream content, string blobName, Stream target, CancellationToken cancellationToken)
    {
        await using CopyingStream passing = new(content, target);
        try
        {
            ReceivedObject received;
            await using (DicomFile dicom = await DicomFile.OpenAsync(passing, leaveOpen: true, cancellation: cancellationToken))
            {
                received = Describe(dicom, file, blobName);
                while (await dicom.ReadNextPartAsync(cancellationToken) is not null)
                {
                    // the form of every part is checked by reading it
                }
            }

            await passing.CopyRestAsync(cancellationToken);
            return received;
        }
        catch (DicomFormatException e)
        {
            throw new StudyRefusedException(e.Reason, string.Create(CultureInfo.InvariantCulture, $"file {file.Position}, byte {e.Offset}, element ({e.Tag})"));
        }
    }

    private static ReceivedObject Describe(DicomFile dicom, PackageFile file, string blobName)
    {
        DataSet data = dicom.DataSet;
        return new ReceivedObject
        {
            Position = file.Position,
            BlobName = blobName,
            Sha256 = file.Entry.Sha256,
            Size = file.Entry.Size,
            StudyInstanceUid = Demanded(data, Tags.StudyInstanceUID, StudyReasons.UidMissing, file.Position),
            SopInstanceUid = Demanded(data, Tags.SOPInstanceUID, StudyReasons.UidMissing, file.Position),
            SopClassUid = Demanded(data, Tags.SOPClassUID, StudyReasons.UidMissing, file.Position),
            TransferSyntaxUid = dicom.TransferSyntax.Uid.ToString(),
            PatientId = Demanded(data, Tags.PatientID, StudyReasons.PatientMissing, file.Position),
            BirthDate = data.GetDate(Tags.PatientBirthDate),
            Sex = SexOf(data.GetString(Tags.PatientSex)),
            StudyDate = data.GetDate(Tags.StudyDate),
            Modality = NullIfEmpty(data.GetString(Tags.Modality)),
            BodyPart = NullIfEmpty(data.GetString(Tags.BodyPartExamined)),
        };
    }

    private static string Demanded(DataSet data, Tag tag, string reason, int position)
        => NullIfEmpty(data.GetString(tag)) ?? throw new StudyRefusedException(reason, $"file {position}, element ({tag})");

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static Sex SexOf(string? code) => code switch
    {
        "M" => Sex.Male,
        "F" => Sex.Female,
        "O" => Sex.Other,
        _ => Sex.Unknown,
    };
}
