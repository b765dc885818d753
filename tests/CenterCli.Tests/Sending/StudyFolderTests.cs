using Pipeline.Tests;

namespace Pipeline.CenterCli.Tests;

public sealed class StudyFolderTests
{
    [Fact]
    public async Task Every_file_of_the_corpus_is_in_a_study_alone_or_left_out_with_a_reason()
    {
        string corpus = Repository.SharedOrSkip("dicom");
        int files = Directory.EnumerateFiles(corpus, "*", SearchOption.AllDirectories).Count();

        StudyFolder some = await StudyFolder.ReadAsync(corpus, includeEverything: false, parallel: 2, cancellationToken: TestContext.Current.CancellationToken);
        StudyFolder all = await StudyFolder.ReadAsync(corpus, includeEverything: true, parallel: 2, cancellationToken: TestContext.Current.CancellationToken);

        (some.Studies.Sum(study => study.Files.Count) + some.Skipped.Count).ShouldBe(files);
        some.Studies.Count(study => study.StudyInstanceUid is not null).ShouldBeGreaterThan(50);
        some.Skipped.ShouldAllBe(file => file.Reason == SkipReasons.NotDicom || file.Reason == SkipReasons.Dicomdir || file.Reason == SkipReasons.PhotographWithoutStudy);
        all.Studies.Sum(study => study.Files.Count).ShouldBe(files);
        all.Skipped.ShouldBeEmpty();
    }
}
