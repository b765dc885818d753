using System.Text;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>Remembers what was sent.</summary>
internal interface ISendRecord
{
    /// <summary>Hashes a text, in hexadecimal; with a salt where the record says nothing else of a patient.</summary>
    string Hash(string text);

    /// <summary>What was last sent of a study; null when nothing was.</summary>
    SentRecord? Find(string key);

    /// <summary>Records a committed package; returns once that is on disk.</summary>
    void Record(string key, SentRecord sent);
}

/// <summary>How a record names what is sent.</summary>
internal static class SendNames
{
    /// <summary>Names a study, or a file of its own.</summary>
    public static string KeyOf(this ISendRecord record, Uri portal, FacilityId facility, FoundStudy study)
        => record.Hash($"{portal.Authority}\n{facility}\n{study.Part}\n{study.StudyInstanceUid ?? "file " + study.Files[0].Path}");

    /// <summary>Names a study's content: patient, report, and each file's name, size and hash.</summary>
    public static string HashOf(this ISendRecord record, PackageManifest manifest)
    {
        var text = new StringBuilder($"{manifest.PatientId}\n{manifest.StudyInstanceUid}\n{manifest.Report?.GetRawText()}\n");
        foreach (PackageFileEntry file in manifest.Files)
        {
            text.Append($"{file.Name} {file.Size} {file.Sha256}\n");
        }

        return record.Hash(text.ToString());
    }
}
