using System.Text;
using static Pipeline.Dicom.Tests.Wire;

namespace Pipeline.Dicom.Tests;

public class FuzzTests
{
    private const int Inputs = 10_000;
    private static readonly DicomLimits Limits = new() { MaxDepth = 8, MaxElements = 2000, MaxHeldValueLength = 4096, MaxHeaderBytes = 1 << 20, MaxFrameBytes = 1 << 16 };

    [Fact]
    public void Ten_thousand_mutations_are_read_or_refused_and_nothing_else()
    {
        byte[][] seeds = Seeds();
        int refused = 0;
        for (int i = 0; i < Inputs; i++)
        {
            byte[] input = Mutated(seeds[i % seeds.Length], new Random(i));
            try
            {
                Use(input);
            }
            catch (DicomFormatException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"input {i}: {exception}");
            }
        }
        refused.ShouldBeInRange(Inputs / 10, Inputs * 95 / 100);
    }

    /// <summary>Reads every text, edits, and writes: all that is done to a stranger's file.</summary>
    private static void Use(byte[] input)
    {
        using (DicomFile file = Open(input, Limits))
        {
            ReadAll(file.DataSet);
            if (file.Streamed is { IsPixelData: true })
                Synchronous.Wait(ReadFrames(file));
        }
        using DicomFile edited = Open(input, Limits);
        edited.WriteTo(Stream.Null, new RemoveAll());
    }

    private static async ValueTask ReadFrames(DicomFile file)
    {
        await foreach (ReadOnlyMemory<byte> _ in FrameReader.ReadAsync(file, Limits))
        {
        }
    }

    private static void ReadAll(DataSet dataSet)
    {
        foreach (Element element in dataSet)
        {
            dataSet.GetStrings(element.Tag);
            foreach (DataSet item in dataSet.GetItems(element.Tag))
                ReadAll(item);
        }
    }

    private static byte[] Mutated(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (int changes = random.Next(1, 6); changes > 0 && bytes.Count > 20; changes--)
        {
            int at = random.Next(random.Next(4) == 0 ? 0 : Math.Min(132, bytes.Count - 1), bytes.Count);
            switch (random.Next(7))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, bytes.Count - at); break;
                case 3: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at))); break;
                case 5: bytes.InsertRange(at, Deep(random.Next(1, 20))); break;
                default: LengthLie(bytes, at, random); break;
            }
        }
        return [.. bytes];
    }

    private static void LengthLie(List<byte> bytes, int at, Random random)
    {
        uint[] lies = [0, 1, 0xFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF];
        byte[] lie = U32(lies[random.Next(lies.Length)]);
        for (int i = 0; i < 4 && at + i < bytes.Count; i++)
            bytes[at + i] = lie[i];
    }

    private static byte[] Deep(int depth)
        => [.. Enumerable.Range(0, depth).SelectMany(_ => (byte[])[.. Tag4("0040,A730"), .. "SQ"u8, 0, 0, .. Undefined, .. Item, .. Undefined])];

    private static byte[][] Seeds()
    {
        byte[] kanji = [.. "Y="u8, 0x1B, 0x24, 0x42, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x42, 0x20];
        byte[] full = Wire.File(Explicit,
            El("0008,0005", "CS", @"\ISO 2022 IR 87\ISO 2022 IR 159"), El("0008,0016", "UI", "1.2.3"), El("0008,0060", "CS", "US"),
            El("0009,0010", "LO", "ACME"), El("0009,1001", "UN", new byte[10]), El("0010,0010", "PN", kanji),
            El("0028,0008", "IS", "2"), El("0028,0010", "US", U16(2)), El("0028,0011", "US", U16(2)), El("0028,0100", "US", U16(8)),
            Sq("0040,A730", It(El("0008,0104", "LO", kanji)), ItUndefined(Sq("0040,A730", It(El("0040,A160", "UT", "text"))))),
            El("0054,0410", "UN", It(Im("0008,0104", "implied"))),
            El("7FE0,0010", "OB", new byte[8]), El("FFFC,FFFC", "OB", new byte[8]));
        byte[] encapsulated = Wire.File(JpegBaseline, El("0028,0008", "IS", "2"),
            [.. Tag4("7FE0,0010"), .. "OB"u8, 0, 0, .. Undefined], [.. Item, .. U32(8), .. U32(0), .. U32(12)],
            [.. Item, .. U32(4), 0xFF, 0xD8, 0xFF, 0xE0], [.. Item, .. U32(4), 0xFF, 0xD8, 0xFF, 0xE0], SequenceEnd);
        byte[] plain = Wire.File(Implicit, Im("0008,0005", "ISO_IR 192"), Im("0010,0010", Encoding.UTF8.GetBytes("山田^太郎 ")),
            [.. Tag4("0008,1140"), .. Undefined, .. ItUndefined(Im("0008,1155", "1.2")), .. SequenceEnd], Im("7FE0,0010", new byte[8]));
        byte[] big = Wire.File(BigEndian, Be("0008,0060", "CS", [.. "US"u8]), Be("0028,0010", "US", [1, 0]), Be("0028,0106", "SL", [0, 0, 0, 1]));
        return [full, full, encapsulated, plain, big, Recoded(full)];
    }

    private static byte[] Recoded(byte[] file)
    {
        using DicomFile opened = Open(file);
        return Write(opened, new Deflating());
    }

    private sealed class Deflating : DicomEdit
    {
        public override TransferSyntax OutputSyntax => TransferSyntax.DeflatedExplicitLittleEndian;
    }

    private sealed class RemoveAll : DicomEdit, IElementPolicy
    {
        public ElementDecision Decide(in Element element) => element.Vr.IsText() ? ElementDecision.Replace("置換") : ElementDecision.Recurse;

        public override ValueTask EditAsync(DicomFile file, DataSet part, CancellationToken cancellation)
        {
            part.Edit(this);
            return ValueTask.CompletedTask;
        }
    }
}
