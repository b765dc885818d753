using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Pipeline.Dicom.Tests.Agreement;

/// <summary>Every element of a file as this library reads it, nested ones, fragments and group 0002 included, in order.</summary>
internal sealed class ElementListing
{
    private const int DigestLength = 8;

    private readonly Dictionary<string, ListedElement> _elements = new(StringComparer.Ordinal);
    private readonly bool _withText;

    private ElementListing(bool withText) => _withText = withText;

    /// <summary>Null where the file is refused. Texts are decoded only where asked for.</summary>
    public static IReadOnlyDictionary<string, ListedElement>? Read(Stream stream, bool withText = false)
    {
        var listing = new ElementListing(withText);
        try
        {
            using DicomFile file = DicomFile.Open(stream);
            listing.AddAll(file.Meta, "");
            DataSet? part = file.DataSet;
            while (part is not null)
            {
                listing.AddAll(part, "");
                if (file.Streamed is { } streamed)
                    listing.AddStreamed(streamed);
                part = Synchronous.Result(file.ReadNextPartAsync());
            }
            return listing._elements;
        }
        catch (DicomFormatException)
        {
            return null;
        }
    }

    /// <summary>The beginning of a SHA-256.</summary>
    public static string Digest(ReadOnlySpan<byte> value) => Convert.ToHexStringLower(SHA256.HashData(value).AsSpan(0, DigestLength));

    private void AddAll(DataSet dataSet, string at)
    {
        foreach (Element element in dataSet)
        {
            if (element.IsStreamed)
                continue;
            string path = at + element.Tag;
            if (element.Items is { } items)
            {
                path = Add(new ListedElement(path, element.Vr, null));
                for (int i = 0; i < items.Count; i++)
                    AddAll(items[i], $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]/");
            }
            else if (element.IsEncapsulated)
                AddFragments(Add(new ListedElement(path, element.Vr, null)), element.Value);
            else
                Add(new ListedElement(path, Known(element), element.Length, Digest(element.Value), TextOf(dataSet, element)));
        }
    }

    private static Vr? Known(in Element element) => element.Vr == Vr.UN ? null : element.Vr;

    private string? TextOf(DataSet dataSet, in Element element)
        => _withText && element.Vr.IsString() && element.Tag.Group != 2 ? string.Join('\\', dataSet.GetStrings(element.Tag)) : null;

    private string Add(ListedElement element)
    {
        string path = element.Path;
        for (int n = 2; !_elements.TryAdd(path, element with { Path = path }); n++)
            path = string.Create(CultureInfo.InvariantCulture, $"{element.Path}#{n}");
        return path;
    }

    private void AddFragments(string path, ReadOnlySpan<byte> items)
    {
        for (int i = 0; items.Length >= 8; i++)
        {
            int length = (int)BinaryPrimitives.ReadUInt32LittleEndian(items[4..]);
            AddFragment(path, i, items.Slice(8, length));
            items = items[(8 + length)..];
        }
    }

    private void AddFragment(string path, int index, ReadOnlySpan<byte> value)
        => Add(new ListedElement($"{path}[{index.ToString(CultureInfo.InvariantCulture)}]", null, value.Length, Digest(value)));

    private void AddStreamed(StreamedValue streamed)
    {
        string path = streamed.Tag.ToString();
        if (!streamed.IsEncapsulated)
        {
            byte[] value = Read(streamed.OpenRead());
            Add(new ListedElement(path, streamed.Vr, value.Length, Digest(value)));
            return;
        }
        Add(new ListedElement(path, streamed.Vr, null));
        byte[] table = [.. Synchronous.Result(streamed.ReadOffsetTableAsync()).SelectMany(Wire.U32)];
        if (!streamed.IsRead)
            AddFragment(path, 0, table);
        for (int i = 1; Synchronous.Result(streamed.ReadFragmentAsync()) is { } fragment; i++)
            AddFragment(path, i, Read(fragment.Content));
    }

    private static byte[] Read(Stream stream)
    {
        var value = new MemoryStream();
        stream.CopyTo(value);
        return value.ToArray();
    }
}
