using System.Globalization;
using Pipeline.Dicom;

namespace Pipeline.Benchmarks;

/// <summary>CT images of 0.53 MB of fictitious patients, with a header as a Japanese scanner writes it.</summary>
internal static class SampleCt
{
    private const string Root = "1.2.392.200036.9999.7.";
    private const int Edge = 512;
    private const int FilesPerPatient = 500;
    private const int FilesPerSeries = 125;

    /// <summary>Writes <paramref name="count"/> files into a folder a series.</summary>
    public static void Write(string folder, int count)
    {
        byte[] pixels = new byte[Edge * Edge * 2];
        new Random(1).NextBytes(pixels);
        for (int i = 1; i < pixels.Length; i += 2) pixels[i] &= 0x0F;
        for (int i = 0; i < count; i++)
        {
            string series = Path.Combine(folder, $"{i / FilesPerPatient:D2}", $"{i / FilesPerSeries:D3}");
            Directory.CreateDirectory(series);
            using FileStream file = File.Create(Path.Combine(series, $"{i:D6}.dcm"));
            DicomFile.CreateAsync(file, Header(i), TransferSyntax.ExplicitLittleEndian, PixelContent.Native(pixels)).AsTask().GetAwaiter().GetResult();
        }
    }

    private static DataSet Header(int index)
    {
        int patient = index / FilesPerPatient;
        int slice = index % FilesPerSeries;
        var data = new DataSet();
        Set(data,
            ("SpecificCharacterSet", "ISO_IR 192"), ("ImageType", @"ORIGINAL\PRIMARY\AXIAL"), ("SOPClassUID", "1.2.840.10008.5.1.4.1.1.2"), ("SOPInstanceUID", $"{Root}{patient}.1.{index}"),
            ("InstanceCreationDate", "20261001"), ("InstanceCreationTime", "101112.345"), ("StudyDate", "20261001"), ("SeriesDate", "20261001"), ("AcquisitionDate", "20261001"), ("ContentDate", "20261001"),
            ("StudyTime", "101010"), ("SeriesTime", "101011.123"), ("AcquisitionTime", $"101012.{slice:D3}"), ("ContentTime", "101013"), ("AccessionNumber", $"A26{patient:D6}"), ("Modality", "CT"),
            ("Manufacturer", "TOSHIBA"), ("InstitutionName", "見本総合病院"), ("InstitutionAddress", "東京都架空区架空1-2-3"), ("ReferringPhysicianName", "Suzuki^Hanako=鈴木^花子"), ("StationName", "CT01"),
            ("StudyDescription", "胸部 造影CT"), ("SeriesDescription", "Chest 5.0mm"), ("InstitutionalDepartmentName", "放射線科"), ("PerformingPhysicianName", "Sato^Jiro=佐藤^次郎"), ("OperatorsName", "Tanaka^Saburo"),
            ("ManufacturerModelName", "Aquilion ONE"), ("PatientName", "Yamada^Tarou=山田^太郎=やまだ^たろう"), ("PatientID", $"MIHON-{770000 + patient}"), ("PatientBirthDate", "19610203"), ("PatientSex", "M"),
            ("PatientAge", "065Y"), ("PatientSize", "1.68"), ("PatientWeight", "62.5"), ("PatientAddress", "東京都架空区架空4-5-6"), ("PatientTelephoneNumbers", "03-0000-1234"), ("AdditionalPatientHistory", "健診にて異常陰影"),
            ("PatientComments", "特記なし"), ("ContrastBolusAgent", "IOPAMIRON 300"), ("BodyPartExamined", "CHEST"), ("ScanOptions", "HELICAL"), ("SliceThickness", "5.0"), ("KVP", "120"), ("DataCollectionDiameter", "500"),
            ("DeviceSerialNumber", "1BA1234567"), ("SoftwareVersions", "V7.00ER003"), ("ProtocolName", "Chest routine CE"), ("ReconstructionDiameter", "350"), ("DistanceSourceToDetector", "1072"),
            ("DistanceSourceToPatient", "600"), ("GantryDetectorTilt", "+0.0"), ("TableHeight", "+95.0"), ("RotationDirection", "CW"), ("ExposureTime", "500"), ("XRayTubeCurrent", "250"), ("Exposure", "125"),
            ("FilterType", "LARGE"), ("GeneratorPower", "30"), ("FocalSpots", @"1.6\1.4"), ("DateOfLastCalibration", "20260901"), ("TimeOfLastCalibration", "080000"), ("ConvolutionKernel", "FC13"), ("PatientPosition", "HFS"),
            ("ExposureModulationType", "3D"), ("StudyInstanceUID", $"{Root}{patient}"), ("SeriesInstanceUID", $"{Root}{patient}.2.{index / FilesPerSeries}"), ("StudyID", $"{1000 + patient}"), ("SeriesNumber", "1"),
            ("AcquisitionNumber", "1"), ("InstanceNumber", $"{slice + 1}"), ("ImagePositionPatient", string.Create(CultureInfo.InvariantCulture, $@"-175.0\-175.0\{-5.0 * slice:F1}")), ("ImageOrientationPatient", @"1\0\0\0\1\0"),
            ("FrameOfReferenceUID", $"{Root}{patient}.3"), ("SliceLocation", string.Create(CultureInfo.InvariantCulture, $"{-5.0 * slice:F1}")), ("ImageComments", "胸部"), ("PhotometricInterpretation", "MONOCHROME2"),
            ("PixelSpacing", @"0.684\0.684"), ("WindowCenter", "40"), ("WindowWidth", "400"), ("RescaleIntercept", "-1024"), ("RescaleSlope", "1"), ("RescaleType", "HU"), ("RequestingPhysician", "Ito^Shiro=伊藤^四郎"),
            ("RequestingService", "内科"), ("RequestedProcedureDescription", "胸部造影CT"), ("PerformedProcedureStepStartDate", "20261001"), ("PerformedProcedureStepStartTime", "101010"),
            ("PerformedProcedureStepID", $"PPS{patient}"), ("PerformedProcedureStepDescription", "CT Chest CE"));
        foreach ((string keyword, long value) in new[] { ("SamplesPerPixel", 1L), ("Rows", Edge), ("Columns", Edge), ("BitsAllocated", 16), ("BitsStored", 12), ("HighBit", 11), ("PixelRepresentation", 0) }) data.SetInts(Of(keyword), value);
        AddSequences(data, patient);
        AddPrivate(data, index);
        return data;
    }

    private static void AddSequences(DataSet data, int patient)
    {
        Set(data.SetSequence(Of("ReferencedStudySequence")).Add(), ("ReferencedSOPClassUID", "1.2.840.10008.3.1.2.3.1"), ("ReferencedSOPInstanceUID", $"{Root}{patient}"));
        Set(data.SetSequence(Of("ProcedureCodeSequence")).Add(), ("CodeValue", "CTCHEST"), ("CodingSchemeDesignator", "99LOCAL"), ("CodeMeaning", "胸部CT"));
        DataSet request = data.SetSequence(Of("RequestAttributesSequence")).Add();
        Set(request, ("ScheduledProcedureStepDescription", "CT Chest"), ("ScheduledProcedureStepID", $"SPS{patient}"), ("RequestedProcedureID", $"RP{patient}"));
        Set(request.SetSequence(Of("ScheduledProtocolCodeSequence")).Add(), ("CodeValue", "P5-08001"), ("CodingSchemeDesignator", "SRT"), ("CodeMeaning", "CT of chest"));
    }

    private static void AddPrivate(DataSet data, int index)
    {
        data.SetString(new Tag(0x7005, 0x0010), Vr.LO, "TOSHIBA_MEC_CT3");
        for (int i = 0; i < 24; i++) data.SetString(new Tag(0x7005, (ushort)(0x1000 + i)), Vr.DS, $"{i}.{index % 10}");
        for (int i = 24; i < 36; i++) data.SetString(new Tag(0x7005, (ushort)(0x1000 + i)), Vr.LO, $"VALUE {i}");
        data.SetString(new Tag(0x0029, 0x0010), Vr.LO, "SIEMENS CSA HEADER");
        data.SetString(new Tag(0x0029, 0x1008), Vr.CS, "IMAGE NUM 4");
        data.SetBytes(new Tag(0x0029, 0x1010), Vr.OB, new byte[2000]);
    }

    private static void Set(DataSet data, params ReadOnlySpan<(string Keyword, string Value)> values)
    {
        foreach ((string keyword, string value) in values) data.SetString(Of(keyword), value);
    }

    private static Tag Of(string keyword) => DicomDictionary.Find(keyword)!.Value.Tag;
}
