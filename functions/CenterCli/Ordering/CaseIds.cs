using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>Reads which studies an order names: IDs of the center, one a line.</summary>
internal static class CaseIds
{
    /// <summary>Stands for standard input.</summary>
    private const string StandardInput = "-";

    /// <summary>An ID of the command line.</summary>
    /// <exception cref="CenterException">It is none.</exception>
    public static Guid Parse(string text) => Guid.TryParse(text, out Guid id) ? id : throw new CenterException(ExitCodes.Usage, new(
        "検査の ID ではないものがあります。検査のページ (/studies/ID) の ID を書いてください。", "Something is no study's ID. Write the ID that the study's page has (/studies/ID)."));

    /// <summary>The IDs of a file; blank lines and lines that begin with <c>#</c> are passed over, and only a line's first word counts.</summary>
    /// <exception cref="CenterException">It cannot be read, holds something else than an ID, or too many.</exception>
    public static async Task<List<Guid>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        List<Guid> ids = [];
        int number = 0;
        try
        {
            using TextReader reader = file == StandardInput ? Console.In : new StreamReader(file);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                number++;
                string first = line.Split([' ', '\t', ','], 2)[0].Trim();
                if (first.Length == 0 || first.StartsWith('#'))
                {
                    continue;
                }

                ids.Add(Guid.TryParse(first, out Guid id) && ids.Count < OrderRequest.MaximumCases ? id : throw Refused(number));
            }

            return ids;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CenterException(ExitCodes.Usage, new($"{file} を読めません。", $"{file} cannot be read."), e);
        }
    }

    private static CenterException Refused(int line) => new(ExitCodes.Usage, new(
        $"{line} 行目が検査の ID ではないか、{OrderRequest.MaximumCases} 件を超えています。1 行に 1 件、検査のページ (/studies/ID) の ID を書いてください。",
        $"Line {line} is no study's ID, or is beyond {OrderRequest.MaximumCases}. Write one ID a line, as the study's page has it (/studies/ID)."));
}
