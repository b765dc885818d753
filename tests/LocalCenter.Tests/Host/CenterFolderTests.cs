using Pipeline.LocalCenter.Host;

namespace Pipeline.LocalCenter.Tests.Host;

public sealed class CenterFolderTests
{
    [Fact]
    public void A_folder_is_held_by_one_center_at_a_time()
    {
        using TemporaryFolder temporary = new();
        using (new CenterFolder(temporary.Path))
        {
            CenterFailureException refused = Should.Throw<CenterFailureException>(() => new CenterFolder(temporary.Path));
            refused.Say(inJapanese: false).ShouldContain("another center is running");
            refused.Say(inJapanese: true).ShouldContain("別のセンターが動いている");
        }

        Should.NotThrow(() => new CenterFolder(temporary.Path).Dispose());
    }

    [Fact]
    public void What_was_kept_at_the_first_start_is_kept()
    {
        using TemporaryFolder temporary = new();
        using CenterFolder folder = new(temporary.Path);
        folder.Keep("number.json", () => 1).ShouldBe(1);
        folder.Keep("number.json", () => 2).ShouldBe(1);
    }
}
