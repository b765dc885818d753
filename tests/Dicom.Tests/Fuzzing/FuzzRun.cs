using System.Globalization;

namespace Pipeline.Dicom.Tests.Fuzzing;

/// <summary>
/// How many inputs to try and from which number on. In CI a fixed few; the soak run asks for more by the environment, and
/// then each input has a time after which the process ends, naming it.
/// </summary>
internal sealed class FuzzRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly int _inputs;
    private readonly int _first;
    private readonly bool _isSoak;
    private long _current;
    private long _seen = -1;

    /// <summary>A run of <paramref name="inputs"/> unless the environment asks for another.</summary>
    public FuzzRun(int inputs)
    {
        _isSoak = int.TryParse(Environment.GetEnvironmentVariable("PIPELINE_FUZZ_INPUTS"), CultureInfo.InvariantCulture, out int asked);
        _inputs = _isSoak ? asked : inputs;
        _first = int.TryParse(Environment.GetEnvironmentVariable("PIPELINE_FUZZ_FIRST"), CultureInfo.InvariantCulture, out int first) ? first : 0;
    }

    /// <summary>
    /// Tries every input; the work returns whether it was read whole, and throws for what must not happen. Fails at the first
    /// such input, naming its number. Returns the share that was read whole.
    /// </summary>
    public async Task<double> TryAllAsync(Mutator mutator, Func<byte[], Task<bool>> work)
    {
        long read = 0;
#pragma warning disable RS0030 // whether an input is stuck only the real clock tells
        await using ITimer? watchdog = _isSoak ? TimeProvider.System.CreateTimer(_ => EndWhenStuck(), null, Longest, Longest) : null;
#pragma warning restore RS0030
        for (int number = _first; number < _first + _inputs; number++)
        {
            Volatile.Write(ref _current, number);
            try
            {
                read += await work(mutator.Input(number)) ? 1 : 0;
            }
            catch (Exception exception)
            {
                Assert.Fail($"input {number.ToString(CultureInfo.InvariantCulture)}: {exception}");
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"inputs {_first} to {_first + _inputs - 1}: {read} read whole, {_inputs - read} refused"));
        return (double)read / _inputs;
    }

    private void EndWhenStuck()
    {
        long current = Volatile.Read(ref _current);
        if (current == _seen)
            Environment.FailFast(string.Create(CultureInfo.InvariantCulture, $"input {current} takes more than {Longest}"));
        _seen = current;
    }
}
