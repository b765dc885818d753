namespace Pipeline.Imaging.Faces;

/// <summary>
/// Looks for writing over a picture of mucosa, along and across: some lines of pixels, one beside the other, in each of which
/// several thin strokes stand close together. Green and blue are looked at, of which mucosa has little. A reason to have a
/// person look, never a proof that there is none: red letters are not seen.
/// </summary>
internal static class OverlaidText
{
    private const int Contrast = 50;
    private const int SmallestReach = 2;
    private const int ReachesInFrame = 240;
    private const int ThickestStroke = 14;
    private const int StrokesInFrame = 40;
    private const int FewestStrokes = 4;
    private const int FewestLines = 5;
    private const int GapInLines = 3;

    public static bool IsLikely(DisplayImage frame)
    {
        if (frame.Channels != 3) return true;
        byte[] cold = new byte[frame.Width * frame.Height];
        for (int i = 0; i < cold.Length; i++) cold[i] = Math.Max(frame.Samples[(3 * i) + 1], frame.Samples[(3 * i) + 2]);
        int side = Math.Min(frame.Width, frame.Height), thickest = Math.Max(ThickestStroke, side / StrokesInFrame);

        // Large pictures have soft edges, and sharp ones where small letters were written later.
        return HasText(cold, frame, SmallestReach, thickest) || (side >= 2 * SmallestReach * ReachesInFrame && HasText(cold, frame, side / ReachesInFrame, thickest));
    }

    private static bool HasText(byte[] cold, DisplayImage frame, int reach, int thickest)
        => HasText(cold, (frame.Height, frame.Width), (frame.Width, 1), (reach, thickest)) || HasText(cold, (frame.Width, frame.Height), (1, frame.Width), (reach, thickest));

    private static bool HasText(byte[] cold, (int Lines, int Length) size, (int Line, int Pixel) step, (int Reach, int Thickest) stroke)
    {
        (int lines, int last) = (0, -1);
        for (int line = 0; line < size.Lines; line++)
        {
            if (!HasStrokes(cold, line * step.Line, size.Length, step.Pixel, stroke)) continue;
            lines = last >= 0 && line - last <= GapInLines ? lines + 1 : 1;
            last = line;
            if (lines >= FewestLines) return true;
        }

        return false;
    }

    /// <summary>A stroke is an edge and soon the opposite one, brighter or darker than what is around it.</summary>
    private static bool HasStrokes(byte[] cold, int start, int length, int step, (int Reach, int Thickest) stroke)
    {
        (int strokes, int ended, int sign, int edge) = (0, 0, 0, 0);
        for (int i = stroke.Reach; i < length; i++)
        {
            int difference = cold[start + (i * step)] - cold[start + ((i - stroke.Reach) * step)];
            if (Math.Abs(difference) < Contrast) continue;
            if (Math.Sign(difference) == -sign && i - edge <= stroke.Thickest)
            {
                strokes = strokes > 0 && i - ended <= 3 * stroke.Thickest ? strokes + 1 : 1;
                (ended, sign) = (i, 0);
                if (strokes >= FewestStrokes) return true;
                continue;
            }

            (sign, edge) = (Math.Sign(difference), i);
        }

        return false;
    }
}
