using Pipeline.Dicom;

namespace Pipeline.Deidentification.Tests;

public class AttributeTypesTests
{
    private const string Storage = "1.2.840.10008.5.1.4.1.1.";

    /// <summary>Every conditional action against every type (PS3.15 E.1.1); 0 is a type nobody knows.</summary>
    [Theory]
    [InlineData(BasicAction.RemoveOrEmpty, "D D Z Z X", BasicAction.Empty)]
    [InlineData(BasicAction.RemoveOrDummy, "D D D D X", BasicAction.Dummy)]
    [InlineData(BasicAction.RemoveOrEmptyOrDummy, "D D Z Z X", BasicAction.Dummy)]
    [InlineData(BasicAction.EmptyOrDummy, "D D Z Z Z", BasicAction.Dummy)]
    [InlineData(BasicAction.RemoveOrEmptyOrReplaceUids, "U U Z Z X", BasicAction.ReplaceUid)]
    [InlineData(BasicAction.Remove, "X X X X X", BasicAction.Remove)]
    [InlineData(BasicAction.Empty, "Z Z Z Z Z", BasicAction.Empty)]
    [InlineData(BasicAction.Dummy, "D D D D D", BasicAction.Dummy)]
    [InlineData(BasicAction.ReplaceUid, "U U U U U", BasicAction.ReplaceUid)]
    public void An_action_is_resolved_by_the_type_and_else_safely(BasicAction action, string byType, BasicAction unknown)
    {
        string[] expected = byType.Split(' ');
        for (int type = 1; type <= 5; type++)
        {
            BasicAction resolved = AttributeTypes.Resolve(action, (AttributeType)type);
            (resolved switch { BasicAction.Remove => "X", BasicAction.Empty => "Z", BasicAction.Dummy => "D", BasicAction.ReplaceUid => "U", _ => "?" }).ShouldBe(expected[type - 1], ((AttributeType)type).ToString());
        }

        AttributeTypes.Resolve(action, null).ShouldBe(unknown);
    }

    [Theory]
    [InlineData("2", "0008,0080", BasicAction.RemoveOrEmptyOrDummy, BasicAction.Remove)] // CT, General Equipment, type 3
    [InlineData("2", "0008,0023", BasicAction.EmptyOrDummy, BasicAction.Empty)] // CT, General Image, type 2C
    [InlineData("2", "0008,1140", BasicAction.RemoveOrEmptyOrReplaceUids, BasicAction.Remove)] // CT, General Reference, type 3
    [InlineData("2", "0018,0010", BasicAction.EmptyOrDummy, BasicAction.Empty)] // CT, Contrast/Bolus, type 2
    [InlineData("2", "0010,2203", BasicAction.RemoveOrEmpty, BasicAction.Empty)] // CT, Patient Study, type 2C
    [InlineData("2.1", "0008,0023", BasicAction.EmptyOrDummy, BasicAction.Dummy)] // Enhanced CT, Multi-frame Functional Groups, type 1
    [InlineData("2.1", "0018,1000", BasicAction.RemoveOrEmptyOrDummy, BasicAction.Dummy)] // Enhanced General Equipment, type 1
    [InlineData("2.1", "0008,002A", BasicAction.RemoveOrEmptyOrDummy, BasicAction.Dummy)] // Enhanced CT Image, type 1C
    [InlineData("128", "0008,0021", BasicAction.RemoveOrDummy, BasicAction.Dummy)] // PET Series, type 1, stricter than General Series
    [InlineData("128", "0008,0022", BasicAction.RemoveOrEmpty, BasicAction.Empty)] // PET Image, type 2
    [InlineData("12.1", "0008,1140", BasicAction.RemoveOrEmptyOrReplaceUids, BasicAction.ReplaceUid)] // X-Ray Image, type 1C
    [InlineData("1.1", "0018,700A", BasicAction.RemoveOrDummy, BasicAction.Remove)] // DX Detector, type 3
    [InlineData("1.1", "0008,1111", BasicAction.RemoveOrEmptyOrDummy, BasicAction.Dummy)] // DX Series, type 1C
    [InlineData("1", "0018,1400", BasicAction.RemoveOrDummy, BasicAction.Remove)] // CR Series, type 3
    [InlineData("481.5", "0008,1070", BasicAction.RemoveOrEmptyOrDummy, BasicAction.Empty)] // RT Series, type 2
    [InlineData("481.5", "300A,0006", BasicAction.RemoveOrDummy, BasicAction.Dummy)] // RT General Plan, type 2
    [InlineData("481.5", "300E,0008", BasicAction.RemoveOrEmpty, BasicAction.Empty)] // Approval, type 2C
    [InlineData("481.7", "3008,0054", BasicAction.RemoveOrDummy, BasicAction.Dummy)] // RT Treatment Summary Record, type 2
    [InlineData("88.11", "0008,0023", BasicAction.EmptyOrDummy, BasicAction.Dummy)] // SR Document General, type 1
    [InlineData("88.11", "0008,1111", BasicAction.RemoveOrEmptyOrDummy, BasicAction.Empty)] // SR Document Series, type 2
    [InlineData("11.1", "0070,0084", BasicAction.EmptyOrDummy, BasicAction.Empty)] // Presentation State Identification, type 2
    [InlineData("66.4", "0070,0084", BasicAction.EmptyOrDummy, BasicAction.Empty)] // Segmentation, Content Identification Macro, type 2
    [InlineData("77.1.6", "2200,0002", BasicAction.RemoveOrEmpty, BasicAction.Empty)] // Slide Label, type 2
    [InlineData("9999", "0008,0080", BasicAction.RemoveOrEmptyOrDummy, BasicAction.Dummy)] // nobody knows the SOP class
    public void Types_come_from_the_modules_of_the_objects_iod(string sopClass, string tag, BasicAction action, BasicAction expected)
        => AttributeTypes.Resolve(action, Tag.Parse(tag), new DataSet(), Storage + sopClass).ShouldBe(expected);

    [Fact]
    public void Inside_a_sequence_the_sequence_decides_and_else_the_safest()
    {
        var root = new DataSet();
        DataSet equipment = root.SetSequence(Tags.ContributingEquipmentSequence).Add();
        DataSet beam = root.SetSequence(Tags.BeamSequence).Add();
        DataSet observer = root.SetSequence(Tags.VerifyingObserverSequence).Add();
        AttributeTypes.Resolve(BasicAction.RemoveOrEmptyOrDummy, Tags.InstitutionName, equipment, Storage + "2").ShouldBe(BasicAction.Remove);
        AttributeTypes.Resolve(BasicAction.RemoveOrEmpty, Tags.TreatmentMachineName, beam, Storage + "481.5").ShouldBe(BasicAction.Empty);
        AttributeTypes.Resolve(BasicAction.RemoveOrEmptyOrDummy, Tags.InstitutionName, observer, Storage + "88.11").ShouldBe(BasicAction.Dummy);
    }

    [Fact]
    public void Every_sop_class_of_the_table_is_one_of_the_standard()
    {
        HashSet<string> standard = [.. File.ReadLines(Repository.SharedOrSkip("standards", "sop-classes.tsv")).Skip(2).Select(line => line.Split('\t')[0])];
        // Retired: US and US multi-frame of 1993.
        string[] unknown = [.. Iods.SopClasses.Except([Storage + "3", Storage + "6"]).Where(uid => !standard.Contains(uid))];
        unknown.ShouldBeEmpty();
        Iods.SopClasses.Count().ShouldBeGreaterThan(75);
    }

    [Fact]
    public void Only_attributes_with_a_conditional_action_have_a_type_here()
    {
        IodModule[] modules = [.. typeof(IodModules).GetProperties().Select(property => property.GetValue(null)).OfType<IodModule>()];
        modules.Length.ShouldBeGreaterThan(30);
        foreach ((IodModule module, Tag tag) in modules.SelectMany(module => module.Types.Select(entry => (module, entry.Tag))))
        {
            BasicProfile.TryFind(tag, out ConfidentialityRow row).ShouldBeTrue($"{module.Name} {tag}");
            (row.Basic >= BasicAction.RemoveOrEmpty).ShouldBeTrue($"{module.Name} {tag}");
        }
    }
}
