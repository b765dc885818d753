using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>The option that takes rectangles: <c>--mask 0,0,640,40 --mask 600,400,40,40</c>.</summary>
internal static class RectangleOption
{
    public static Option<MaskRectangle[]> Create(CommandContext context) => new("--mask")
    {
        HelpName = "X,Y,W,H",
        Description = context.Choose("隠す長方形 (左, 上, 幅, 高さ。画素)。繰り返せる", "Rectangle to hide (left, top, width, height, in pixels); may be repeated"),
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result => Parse(result, context) ?? [],
    };

    private static MaskRectangle[]? Parse(ArgumentResult result, CommandContext context)
    {
        List<MaskRectangle> rectangles = [];
        foreach (Token token in result.Tokens)
        {
            if (TryParse(token.Value, out MaskRectangle? rectangle))
            {
                rectangles.Add(rectangle!);
                continue;
            }

            result.AddError(context.Choose(
                $"--mask {token.Value}: 左,上,幅,高さ の整数 (幅と高さは 1 以上) を書いてください。", $"--mask {token.Value}: write left,top,width,height in whole pixels (width and height at least 1)."));
            return null;
        }

        return [.. rectangles];
    }

    private static bool TryParse(string text, out MaskRectangle? rectangle)
    {
        string[] parts = text.Split(',');
        int[] numbers = new int[4];
        bool valid = parts.Length == 4;
        for (int i = 0; valid && i < 4; i++)
        {
            valid = int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]);
        }

        valid &= numbers[2] >= 1 && numbers[3] >= 1;
        rectangle = valid ? new MaskRectangle(numbers[0], numbers[1], numbers[2], numbers[3]) : null;
        return valid;
    }
}
