namespace Pipeline.Imaging.JpegLs;

/// <summary>Codes the lines of one lossless scan. A line has one more sample on either side, set here.</summary>
internal sealed class JpegLsScanEncoder
{
    private readonly JpegLsModel _model;
    private readonly JpegLsParameters _parameters;
    private readonly JpegLsBitWriter _bits;
    private readonly int _limit;
    private readonly int _errorBits;

    public JpegLsScanEncoder(JpegLsParameters parameters, JpegLsBitWriter bits)
    {
        (_model, _parameters, _bits) = (new JpegLsModel(parameters), parameters, bits);
        _errorBits = parameters.ErrorBits;
        _limit = parameters.Limit - _errorBits - 1;
    }

    /// <summary>Codes a line of one component.</summary>
    /// <param name="above">The line above, padded.</param>
    /// <param name="line">The line, padded.</param>
    /// <param name="runIndex">RUNindex of the component.</param>
    public void EncodeLine(Span<int> above, Span<int> line, ref int runIndex)
    {
        above[^1] = above[^2];
        line[0] = above[1];
        int width = line.Length - 2;
        for (int x = 1; x <= width; x++)
        {
            int left = line[x - 1];
            int context = _model.ContextOf(left, above[x], above[x - 1], above[x + 1]);
            if (context != 0)
            {
                Regular(context, JpegLsModel.Predict(left, above[x], above[x - 1]), line[x]);
                continue;
            }

            int run = line[x..^1].IndexOfAnyExcept(left);
            bool interrupted = run >= 0;
            if (!interrupted) run = width + 1 - x;
            Run(run, interrupted, ref runIndex);
            x += run;
            if (!interrupted) break;
            Interruption(left, above[x], line[x], runIndex);
            if (runIndex > 0) runIndex--;
        }
    }

    private void Regular(int context, int prediction, int sample)
    {
        int sign = context >> 31;
        ref JpegLsContext learnt = ref _model.Regular[(context ^ sign) - sign];
        int k = learnt.Golomb;
        prediction = Math.Clamp(prediction + ((learnt.Correction ^ sign) - sign), 0, _parameters.MaximumValue);
        int error = Reduce(((sample - prediction) ^ sign) - sign);
        int inverted = k == 0 ? error ^ learnt.Inversion : error;
        _bits.WriteGolomb((inverted << 1) ^ (inverted >> 31), k, _limit, _errorBits);
        learnt.Update(error, 1, _parameters.Reset);
    }

    private void Run(int run, bool interrupted, ref int runIndex)
    {
        while (run >= 1 << JpegLsModel.RunOrder[runIndex])
        {
            _bits.Write(1, 1);
            run -= 1 << JpegLsModel.RunOrder[runIndex];
            if (runIndex < 31) runIndex++;
        }

        if (interrupted) _bits.Write((uint)run, JpegLsModel.RunOrder[runIndex] + 1);
        else if (run > 0) _bits.Write(1, 1);
    }

    private void Interruption(int left, int above, int sample, int runIndex)
    {
        int type = left == above ? 1 : 0;
        ref JpegLsRunContext learnt = ref _model.Interruption[type];
        int k = learnt.Golomb;
        int error = Reduce(type == 1 ? sample - left : left > above ? above - sample : sample - above);
        int mapped = learnt.Map(error, k);
        _bits.WriteGolomb(mapped, k, _limit - JpegLsModel.RunOrder[runIndex] - 1, _errorBits);
        learnt.Update(error, mapped, _parameters.Reset);
    }

    /// <summary>Errors modulo RANGE, in the half around 0 (A.4.5).</summary>
    private int Reduce(int error)
    {
        if (error < 0) error += _parameters.Range;
        return error >= (_parameters.Range + 1) / 2 ? error - _parameters.Range : error;
    }
}
