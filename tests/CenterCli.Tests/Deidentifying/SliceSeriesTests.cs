using Pipeline.Deidentification;

namespace Pipeline.CenterCli.Tests;

public sealed class SliceSeriesTests
{
    /// <summary>What nobody could look at may be the skull: the rest of its series is no body for that.</summary>
    [Fact]
    public void A_series_with_a_slice_that_was_refused_unseen_is_looked_at_whole()
    {
        var series = new SliceSeries();
        series.Add(new SeenSlice("head", false), new StagedSlice(default!, "1"));
        series.Add(new SeenSlice("head", true), new StagedSlice(default!, IsRefused: true));
        series.Add(new SeenSlice("body", false), new StagedSlice(default!, "2"));

        series.Of(mayHaveHead: true).Select(slice => slice.Partial).ShouldBe(["1", null]);
        series.Of(mayHaveHead: false).Select(slice => slice.Partial).ShouldBe(["2"]);
    }
}
