namespace Pipeline.Dicom;

/// <summary>File meta information made anew (PS3.10 §7.1): nothing of the input's but the UIDs that the data set lacks.</summary>
internal static class MetaGroup
{
    private const int PreambleLength = 128;

    public static void Write(PooledBuffer output, DataSet dataSet, DataSet? before, TransferSyntax syntax)
    {
        output.Extend(PreambleLength).Clear();
        output.Write("DICM"u8);
        var meta = new DataSet();
        meta.SetBytes(Tags.FileMetaInformationVersion, Vr.OB, [0, 1]);
        Copy(Tags.SOPClassUID, Tags.MediaStorageSOPClassUID);
        Copy(Tags.SOPInstanceUID, Tags.MediaStorageSOPInstanceUID);
        meta.SetUid(Tags.TransferSyntaxUID, syntax.Uid);
        meta.SetUid(Tags.ImplementationClassUID, DicomUid.Implementation);
        meta.SetString(Tags.ImplementationVersionName, Vr.SH, DicomUid.ImplementationVersion);
        var writer = new DataSetWriter(output, ElementEncoding.ExplicitLittle);
        writer.WriteHeader(Tags.FileMetaInformationGroupLength, Vr.UL, 4);
        int at = output.Length;
        output.WriteUInt32(0, big: false);
        writer.Write(meta, 0, meta.Count, edited: true);
        output.SetUInt32(at, (uint)(output.Length - at - 4), big: false);

        void Copy(Tag from, Tag to)
        {
            string? uid = dataSet.GetString(from) ?? before?.GetString(to);
            if (uid is { Length: > 0 })
                meta.SetString(to, Vr.UI, uid);
        }
    }
}
