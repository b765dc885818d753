using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>Remembers what was sent.</summary>
internal interface ISendRecord
{
    /// <summary>Names a study, or a file of its own.</summary>
    string KeyOf(Uri portal, FacilityId facility, FoundStudy study);

    /// <summary>Names a study's content.</summary>
    string HashOf(PackageManifest manifest);

    /// <summary>What was last sent of a study; null when nothing was.</summary>
    SentRecord? Find(string key);

    /// <summary>Records a committed package; returns once that is on disk.</summary>
    void Record(string key, SentRecord sent);
}
