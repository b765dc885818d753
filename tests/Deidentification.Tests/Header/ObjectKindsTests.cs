using Pipeline.Dicom;

namespace Pipeline.Deidentification.Tests;

/// <summary>Which kinds of objects can be judged by their attributes, with pixels and without.</summary>
public class ObjectKindsTests
{
    private const string Storage = "1.2.840.10008.5.1.4.1.1.";

    [Theory]
    [InlineData("88.11", false)]
    [InlineData("88.67", false)]
    [InlineData("11.1", false)]
    [InlineData("66.1", false)]
    [InlineData("66.3", false)]
    [InlineData("67", false)]
    [InlineData("481.3", false)]
    [InlineData("481.5", false)]
    [InlineData("2", true)]
    [InlineData("66.4", true)]
    [InlineData("88.11", true)]
    public void Reports_plans_states_and_images_are_judged(string sopClass, bool hasPixels)
        => Should.NotThrow(() => ObjectKinds.Require(Object(Storage + sopClass), hasPixels));

    [Theory]
    [InlineData("66")]
    [InlineData("66.5")]
    [InlineData("104.1")]
    [InlineData("9.1.1")]
    [InlineData("68.1")]
    [InlineData("201.1")]
    public void Documents_raw_data_and_waveforms_are_not_judged_with_pixels_or_without(string sopClass)
    {
        Refused(Object(Storage + sopClass), false).ShouldBe((DeidentificationReason.Unjudged, "documents, raw data and waveforms cannot be judged"));
        Refused(Object(Storage + sopClass), true).ShouldBe((DeidentificationReason.Unjudged, "documents, raw data and waveforms cannot be judged"));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("66.4")]
    [InlineData("67.1")]
    [InlineData("481.1")]
    public void An_image_without_pixels_is_not_judged(string sopClass)
        => Refused(Object(Storage + sopClass), false).ShouldBe((DeidentificationReason.Unjudged, "an object of this SOP class has pixels, and this one has none"));

    [Theory]
    [InlineData(null, "no SOP Class UID")]
    [InlineData("", "no SOP Class UID")]
    [InlineData("1.2.3", "the SOP class is not one of images, reports, plans or presentation states")]
    [InlineData("1.2.840.10008.5.1.4.1.2.1.1", "the SOP class is not one of images, reports, plans or presentation states")]
    public void What_names_no_kind_that_is_stored_is_refused(string? sopClass, string message)
        => Refused(Object(sopClass), true).ShouldBe((DeidentificationReason.UnknownSopClass, message));

    [Fact]
    public void A_document_or_waveform_inside_any_object_is_not_judged()
    {
        DataSet document = Object(Storage + "88.11");
        document.SetBytes(Tags.EncapsulatedDocument, Vr.OB, [1, 2]);
        Refused(document, true).ShouldBe((DeidentificationReason.Unjudged, "an encapsulated document or waveform cannot be judged"));
        DataSet waveform = Object(Storage + "2");
        waveform.SetSequence(Tags.WaveformSequence).Add();
        Refused(waveform, true).ShouldBe((DeidentificationReason.Unjudged, "an encapsulated document or waveform cannot be judged"));
    }

    private static DataSet Object(string? sopClass)
    {
        var root = new DataSet();
        if (sopClass is not null) root.SetString(Tags.SOPClassUID, sopClass);
        return root;
    }

    private static (string Reason, string Message) Refused(DataSet root, bool hasPixels)
    {
        QuarantineException exception = Should.Throw<QuarantineException>(() => ObjectKinds.Require(root, hasPixels));
        return (exception.Reason, exception.Message);
    }
}
