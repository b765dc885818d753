using System.Text;
using Pipeline.Cloud;

namespace Pipeline.Interleaving.Tests;

/// <summary>What the facility does: uploads study packages and consent tables, whose events then lie in the queues.</summary>
internal sealed class Sender(Center center)
{
    private readonly Dictionary<string, (byte[] Content, IReadOnlyDictionary<string, string> Metadata)> packed = [];
    private int count;

    /// <summary>Uploads of this schedule: the blob's name, and the instances in it.</summary>
    public List<(string Blob, IReadOnlyList<string> Instances)> Studies { get; } = [];

    public List<string> Tables { get; } = [];

    /// <summary>Begins another schedule, after these uploads.</summary>
    public void Begin(List<(string Blob, IReadOnlyList<string> Instances)> studies, List<string> tables)
    {
        Studies.Clear();
        Studies.AddRange(studies);
        Tables.Clear();
        Tables.AddRange(tables);
        count = studies.Count + tables.Count;
    }

    /// <summary>Uploads parts of a patient's study as one package.</summary>
    public async Task<Message> StudyAsync(int patient, params IReadOnlyList<int> parts)
    {
        List<byte[]> files = [.. parts.Select(part => People.Object(patient, part))];
        string blob = $"studies/{NextName()}";
        Studies.Add((blob, [.. parts.Select(part => People.InstanceUid(patient, part))]));
        return await UploadAsync(Registry.QueueNames.StudyUploaded, blob, $"{patient}:{string.Join(',', parts)}", files, "objects/{0:D6}.dcm", manifest => manifest with
        {
            PatientId = People.PatientId(patient), StudyInstanceUid = People.StudyUid(patient),
        });
    }

    public async Task<Message> TableAsync(string csv)
    {
        string blob = $"consents/{NextName()}";
        Tables.Add(blob);
        return await UploadAsync(
            Registry.QueueNames.ConsentsUploaded, blob, csv, [Encoding.UTF8.GetBytes(csv)], PackageManifest.ConsentTableName, manifest => manifest with { Kind = PackageKind.Consents });
    }

    private string NextName() => (++count).ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<Message> UploadAsync(
        string queue, string blob, string content, List<byte[]> files, string nameFormat, Func<PackageManifest, PackageManifest> complete)
    {
        ContainerName target = Containers.Intake(Center.Facility);
        string address = $"{Center.AddressOf(target)}/{blob}";
        if (center.Memory is { } memory && packed.TryGetValue(content, out var known))
        {
            MemoryBlob put = memory.Put(address, known.Content, known.Metadata);
            return EventOf(queue, target, blob, put.ETag, put.Content.Length);
        }

        List<PackageFileEntry> entries = [];
        foreach (byte[] file in files)
        {
            string name = string.Format(System.Globalization.CultureInfo.InvariantCulture, nameFormat, entries.Count + 1);
            entries.Add(await PackageFileEntry.OfAsync(name, new MemoryStream(file)));
        }

        PackageManifest manifest = complete(new PackageManifest
        {
            Kind = PackageKind.Study, Sender = Center.Facility.Value, Grant = Center.Grant.ToString(), Files = entries, Created = center.Clock.Now,
        });
        await new EncryptedPackages(center.Accounts[target]).UploadAsync(
            blob, UploadKeys.Current, manifest, (entry, _) => Task.FromResult<Stream>(new MemoryStream(files[entries.FindIndex(e => e.Name == entry.Name)])));
        StoredBlob stored = (await center.Accounts[target].FindAsync(blob))!;
        if (center.Memory?[address] is { } fresh)
        {
            packed[content] = (fresh.Content, fresh.Metadata);
        }

        return EventOf(queue, target, blob, stored.ETag.ToString("H"), stored.Length);
    }

    private Message EventOf(string queue, ContainerName container, string blob, string etag, long length) => new(queue, string.Empty, new BlobCreated(
        BlobCreated.BlobCreatedType, $"/blobServices/default/containers/{container.Name}/blobs/{blob}",
        new Uri($"{center.AddressOf(container.Family)}/{container.Name}/{blob}"), new Azure.ETag(etag), length));
}
