namespace Pipeline.Dicom.Tests.Fuzzing;

public class FuzzTests
{
    private const int Inputs = 10_000;

    /// <summary>What one byte of input may cost; an item of 8 bytes is a data set of some 200.</summary>
    private const int AllocatedPerByte = 60;
    private const int WrittenPerByte = 4;
    private const int Fixed = 1 << 21;

    private static readonly DicomLimits Limits = new() { MaxDepth = 32, MaxElements = 20_000, MaxHeldValueLength = 4096, MaxHeaderBytes = 1 << 20, MaxFrameBytes = 1 << 16 };

    [Fact]
    public async Task Damaged_files_are_read_and_written_or_refused_and_nothing_else()
        => (await new FuzzRun(Inputs).TryAllAsync(new Mutator([.. FuzzSeeds.Made, .. FuzzSeeds.FromCorpus()]), UseAsync)).ShouldBeInRange(0.05, 0.95);

    /// <summary>All that is done to a stranger's file, within bounds that follow from its length.</summary>
    private static async Task<bool> UseAsync(byte[] input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long inflated = 0;
        bool whole = true;
        try
        {
            inflated = await ReadAsync(input);
            Kept(input);
            Edited(input, ref inflated);
        }
        catch (DicomFormatException)
        {
            whole = false;
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        allocated.ShouldBeLessThan(Fixed + (Math.Max(input.Length, inflated) * AllocatedPerByte));
        return whole;
    }

    private static async Task<long> ReadAsync(byte[] input)
    {
        using DicomFile file = Wire.Open(input, Limits);
        long bytes = 0;
        DataSet? part = file.DataSet;
        while (part is not null)
        {
            bytes += ReadAll(part);
            if (file.Streamed is { IsPixelData: true })
                bytes += await ReadFramesAsync(file);
            part = await file.ReadNextPartAsync();
        }
        return bytes;
    }

    private static async Task<long> ReadFramesAsync(DicomFile file)
    {
        long bytes = 0;
        try
        {
            await foreach (ReadOnlyMemory<byte> frame in FrameReader.ReadAsync(file, Limits))
                bytes += frame.Length;
        }
        catch (DicomFormatException exception) when (exception.Reason is DicomReason.BadFrames or DicomReason.FrameLimit)
        {
            // What is no image may still be read on and written.
        }
        return bytes;
    }

    private static long ReadAll(DataSet dataSet)
    {
        long bytes = 0;
        foreach (Element element in dataSet)
        {
            bytes += 8 + element.Length;
            if (dataSet.FindCharacterSet() is not null)
                dataSet.GetStrings(element.Tag);
            foreach (DataSet item in dataSet.GetItems(element.Tag))
                bytes += 8 + ReadAll(item);
        }
        return bytes;
    }

    /// <summary>Unedited, the output is the input; only a length that lies in a delimiter, where none counts, becomes 0.</summary>
    private static void Kept(byte[] input)
    {
        using DicomFile file = Wire.Open(input, Limits);
        if (file.TransferSyntax is not { IsBigEndian: false, IsDeflated: false })
            return;
        byte[] output = Wire.Write(file);
        output.Length.ShouldBe(input.Length);
        for (int at = output.AsSpan().CommonPrefixLength(input); at < input.Length; at += 1 + output.AsSpan(at + 1).CommonPrefixLength(input.AsSpan(at + 1)))
            (at >= 7 && input.AsSpan(at - 7, 7).IndexOf(Wire.SequenceEnd.AsSpan(0, 4)) >= 0).ShouldBeTrue($"byte {at} was not kept");
    }

    /// <summary>Edited, the output is no larger than it may be, and is read again.</summary>
    private static void Edited(byte[] input, ref long inflated)
    {
        byte[] output;
        TransferSyntax syntax;
        using (DicomFile file = Wire.Open(input, Limits))
        {
            syntax = file.TransferSyntax;
            output = Wire.Write(file, new ReplaceText());
        }
        inflated = Math.Max(inflated, output.Length);
        if (!syntax.IsDeflated)
            output.Length.ShouldBeLessThan(1024 + (input.Length * WrittenPerByte));
        using DicomFile again = Wire.Open(output);
        again.TransferSyntax.ShouldBe(syntax);
        while (Synchronous.Result(again.ReadNextPartAsync()) is not null)
        {
        }
    }

    private sealed class ReplaceText : DicomEdit, IElementPolicy
    {
        public ElementDecision Decide(in Element element) => element.Vr.IsText() ? ElementDecision.Replace("置換") : ElementDecision.Recurse;

        public override ValueTask EditAsync(DicomFile file, DataSet part, CancellationToken cancellation)
        {
            part.Edit(this);
            return ValueTask.CompletedTask;
        }
    }
}
