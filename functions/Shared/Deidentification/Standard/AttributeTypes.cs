using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>
/// Resolves the conditional actions of Table E.1-1 by the attribute's type in the object's IOD (PS3.15 E.1.1): what may go
/// goes, what may be empty is emptied, the rest gets a dummy. Where the type is not known, the answer is the one that keeps
/// any object valid: the last of X/Z, X/D, X/Z/D, Z/D, X/Z/U*.
/// </summary>
internal static class AttributeTypes
{
    /// <summary>One of X, Z, D, U for an attribute that stands in <paramref name="dataSet"/>.</summary>
    public static BasicAction Resolve(BasicAction action, Tag tag, DataSet dataSet, string sopClassUid)
        => action < BasicAction.RemoveOrEmpty ? action : Resolve(action, dataSet.Parent is null ? Iods.TypeOf(sopClassUid, tag) : NestedTypes.TypeOf(dataSet.SequenceTag, tag));

    /// <summary>The same for a type, null being unknown.</summary>
    public static BasicAction Resolve(BasicAction action, AttributeType? type)
    {
        bool mayGo = type == AttributeType.Optional;
        bool mayBeEmpty = type >= AttributeType.RequiredEmptyAllowed;
        return action switch
        {
            BasicAction.RemoveOrEmpty => mayGo ? BasicAction.Remove : type is null || mayBeEmpty ? BasicAction.Empty : BasicAction.Dummy,
            BasicAction.RemoveOrDummy => mayGo ? BasicAction.Remove : BasicAction.Dummy,
            BasicAction.RemoveOrEmptyOrDummy => mayGo ? BasicAction.Remove : mayBeEmpty ? BasicAction.Empty : BasicAction.Dummy,
            BasicAction.EmptyOrDummy => mayBeEmpty ? BasicAction.Empty : BasicAction.Dummy,
            BasicAction.RemoveOrEmptyOrReplaceUids => mayGo ? BasicAction.Remove : mayBeEmpty ? BasicAction.Empty : BasicAction.ReplaceUid,
            _ => action,
        };
    }
}
