namespace Pipeline.Imaging.JpegLs;

/// <summary>Decodes the lines of one scan. A line has one more sample on either side: what its ends are predicted from.</summary>
internal ref struct JpegLsScanDecoder
{
    private readonly JpegLsModel _model;
    private readonly int _step;
    private readonly int _near;
    private readonly int _range;
    private readonly int _reset;
    private readonly int _errorBits;
    private readonly int _limit;
    private JpegLsBitReader _bits;

    public JpegLsScanDecoder(JpegLsParameters parameters, ReadOnlySpan<byte> entropyCoded)
    {
        _model = new JpegLsModel(parameters);
        (_step, _near, _range, _reset, _errorBits) = (parameters.Step, parameters.Near, parameters.Range, parameters.Reset, parameters.ErrorBits);
        _limit = parameters.Limit - _errorBits - 1;
        _bits = new JpegLsBitReader(entropyCoded);
    }

    /// <summary>Fails where a byte or more is left: nobody would see what it holds.</summary>
    public readonly void RequireEnd()
    {
        if (!_bits.IsAtEnd) throw JpegLsDecoder.Corrupt("data after the last sample of a scan");
    }

    /// <summary>Decodes a line of one component.</summary>
    /// <param name="above">The line above, padded.</param>
    /// <param name="line">Receives the line, padded.</param>
    /// <param name="runIndex">RUNindex of the component.</param>
    public void DecodeLine(Span<int> above, Span<int> line, ref int runIndex)
    {
        Open(above, line);
        int width = line.Length - 2;
        int aboveHere = above[0], aboveRight = above[1];
        for (int x = 1; x <= width;)
        {
            int left = line[x - 1], aboveLeft = aboveHere;
            (aboveHere, aboveRight) = (aboveRight, above[x + 1]);
            int context = _model.ContextOf(left, aboveHere, aboveLeft, aboveRight);
            if (context != 0)
            {
                line[x++] = Regular(context, JpegLsModel.Predict(left, aboveHere, aboveLeft));
                continue;
            }

            int run = Run(width + 1 - x, ref runIndex);
            line.Slice(x, run).Fill(left);
            x += run;
            if (x > width) break;
            line[x] = Interruption(left, above[x], runIndex);
            if (runIndex > 0) runIndex--;
            x++;
            (aboveHere, aboveRight) = (above[x - 1], above[x]);
        }
    }

    /// <summary>Decodes a line of all components, interleaved by sample.</summary>
    public void DecodeLine(int[][] above, int[][] lines, ref int runIndex)
    {
        int width = lines[0].Length - 2;
        for (int i = 0; i < lines.Length; i++) Open(above[i], lines[i]);
        Span<int> contexts = stackalloc int[lines.Length];
        for (int x = 1; x <= width; x++)
        {
            bool run = true;
            for (int i = 0; i < lines.Length; i++)
            {
                contexts[i] = _model.ContextOf(lines[i][x - 1], above[i][x], above[i][x - 1], above[i][x + 1]);
                run &= contexts[i] == 0;
            }

            if (run)
            {
                int length = Run(width + 1 - x, ref runIndex);
                foreach (int[] line in lines) line.AsSpan(x, length).Fill(line[x - 1]);
                x += length;
                if (x > width) break;
                for (int i = 0; i < lines.Length; i++) lines[i][x] = Interrupted(lines[i][x - length - 1], above[i][x], 0, runIndex);
                if (runIndex > 0) runIndex--;
                continue;
            }

            for (int i = 0; i < lines.Length; i++)
                lines[i][x] = Regular(contexts[i], JpegLsModel.Predict(lines[i][x - 1], above[i][x], above[i][x - 1]));
        }
    }

    private static void Open(Span<int> above, Span<int> line)
    {
        above[^1] = above[^2];
        line[0] = above[1];
    }

    private int Regular(int context, int prediction)
    {
        int sign = context >> 31;
        ref JpegLsContext learnt = ref _model.Regular[(context ^ sign) - sign];
        int k = learnt.Golomb;
        prediction = Math.Clamp(prediction + ((learnt.Correction ^ sign) - sign), 0, _model.Parameters.MaximumValue);
        int mapped = _bits.ReadGolomb(k, _limit, _errorBits);
        int error = (mapped >> 1) ^ -(mapped & 1);
        if (k == 0 && _near == 0) error ^= learnt.Inversion;
        Require(error);
        learnt.Update(error, _step, _reset);
        return _model.Reconstruct(prediction, (error ^ sign) - sign);
    }

    /// <summary>How many samples repeat the one before; where fewer than are left, an interruption follows.</summary>
    private int Run(int left, ref int runIndex)
    {
        int run = 0;
        while (_bits.ReadBit() == 1)
        {
            int piece = 1 << JpegLsModel.RunOrder[runIndex];
            if (piece <= left - run && runIndex < 31) runIndex++;
            run += Math.Min(piece, left - run);
            if (run == left) return run;
        }

        run += (int)_bits.ReadBits(JpegLsModel.RunOrder[runIndex]);
        return run < left ? run : throw JpegLsDecoder.Corrupt("run beyond its line");
    }

    private int Interruption(int left, int above, int runIndex)
        => Interrupted(left, above, Math.Abs(left - above) <= _near ? 1 : 0, runIndex);

    private int Interrupted(int left, int above, int type, int runIndex)
    {
        ref JpegLsRunContext learnt = ref _model.Interruption[type];
        int k = learnt.Golomb;
        int mapped = _bits.ReadGolomb(k, _limit - JpegLsModel.RunOrder[runIndex] - 1, _errorBits);
        int error = learnt.Unmap(mapped, k);
        Require(error);
        learnt.Update(error, mapped, _reset);
        return type == 1 ? _model.Reconstruct(left, error) : _model.Reconstruct(above, left > above ? -error : error);
    }

    private readonly void Require(int error)
    {
        if (error > _range || error < -_range) throw JpegLsDecoder.Corrupt("error out of range");
    }
}
