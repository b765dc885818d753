using Pipeline.Imaging.Faces;
using Pipeline.Imaging.Photographs;
using Pipeline.Registry;

namespace Pipeline.Deidentification.Tests.Photographs;

/// <summary>Which pictures of a series are written.</summary>
public class PhotographProcedureTests
{
    /// <summary>
    /// Pictures: m mucosa alone, t mucosa with text, r room, u unsure, p not decoded, x broken; in capitals what a reviewer found
    /// clean (U, T, R) or rejected (J). Verdicts: w written, d before or after, v for a reviewer, t for a reviewer because of text,
    /// h held because of another, p not decoded, x broken, j rejected.
    /// </summary>
    [Theory]
    [InlineData("rmmr", "dwwd")]
    [InlineData("mtm", "wtw")]
    [InlineData("mTm", "www")]
    [InlineData("rmum", "dhvh")]
    [InlineData("rmUm", "dwww")]
    [InlineData("rmJm", "dwjw")]
    [InlineData("mrm", "hvh")]
    [InlineData("mRm", "www")]
    [InlineData("mJm", "wjw")]
    [InlineData("rrr", "vvv")]
    [InlineData("rRr", "dwd")]
    [InlineData("rJr", "vjv")]
    [InlineData("u", "v")]
    [InlineData("J", "j")]
    [InlineData("mpm", "hph")]
    [InlineData("mxm", "hxh")]
    [InlineData("Uum", "wvh")]
    [InlineData("", "")]
    public void Only_what_is_sure_or_was_looked_at_is_written(string pictures, string verdicts)
        => string.Concat(PhotographProcedure.Judge([.. pictures.Select(Finding)]).Select(Letter)).ShouldBe(verdicts);

    private static PhotographFinding Finding(char picture)
    {
        Scene scene = char.ToLowerInvariant(picture) switch { 'm' or 't' => Scene.Mucosa, 'r' => Scene.Room, _ => Scene.Unsure };
        return new PhotographFinding(scene, picture == 'm', [], picture == 'x' ? PhotographReasons.Corrupt : null)
        {
            Size = picture is 'p' or 'x' ? null : (240, 320),
            Verdict = picture switch { 'J' => ReviewVerdict.Reject, 'T' => ReviewVerdict.Mask, 'U' or 'R' => ReviewVerdict.Clean, _ => null },
        };
    }

    private static char Letter(PhotographVerdict verdict) => (verdict.Reason, verdict.NeedsReviewer) switch
    {
        (null, false) => 'w',
        (PhotographReasons.BeforeOrAfterProcedure, false) => 'd',
        (PhotographReasons.NotPlainlyMucosa, true) => 'v',
        (PhotographReasons.MoreThanFieldOfView, true) => 't',
        (PhotographReasons.ProcedureInDoubt, false) => 'h',
        (PhotographReasons.NotDecoded, false) => 'p',
        (PhotographReasons.Corrupt, false) => 'x',
        (ReviewReasons.Rejected, false) => 'j',
        _ => '?',
    };
}
