using Pipeline.Imaging.Faces;

namespace Pipeline.Imaging.Tests.Faces;

/// <summary>Frames of an endoscopy: painted mucosa, rooms and faces.</summary>
public class SceneTests
{
    public static TheoryData<string, Scene> Frames => new()
    {
        { "mucosa", Scene.Mucosa },
        { "mucosa, octagon", Scene.Mucosa },
        { "mucosa with glare and a dark lumen", Scene.Mucosa },
        { "mucosa without a border", Scene.Unsure },
        { "pale mucosa", Scene.Unsure },
        { "narrow band", Scene.Unsure },
        { "room", Scene.Room },
        { "room through the scope", Scene.Room },
        { "face in a room", Scene.Room },
        { "face filling the scope", Scene.Unsure },
        { "gray", Scene.Unsure },
        { "black", Scene.Room },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_frame_is_mucosa_only_where_color_form_and_texture_say_so(string what, Scene scene) => SceneJudgement.Judge(PaintedScene.Paint(what)).ShouldBe(scene);

    [Theory]
    [InlineData("RRMMMMR", 2, 4)]
    [InlineData("MMM", 0, 3)]
    [InlineData("M", 0, 1)]
    [InlineData("RUMMM", 0, 0)]
    [InlineData("MMUMM", 0, 0)]
    [InlineData("MMRMM", 0, 0)]
    [InlineData("RRR", 0, 0)]
    [InlineData("", 0, 0)]
    public void Frames_before_and_after_are_dropped_and_doubt_goes_to_a_person(string scenes, int first, int count)
    {
        ProcedureFrames found = ProcedureFrames.Find([.. scenes.Select(c => c switch { 'M' => Scene.Mucosa, 'R' => Scene.Room, _ => Scene.Unsure })]);
        (found.First, found.Count).ShouldBe((first, count));
        (found.Review is null).ShouldBe(count > 0);
    }
}
