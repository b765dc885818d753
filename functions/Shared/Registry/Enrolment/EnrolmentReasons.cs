namespace Pipeline.Registry;

/// <summary>Why an enrolment is not changed. The sentences are in <see cref="ReasonTexts"/>.</summary>
public static class EnrolmentReasons
{
    /// <summary>Something that a new facility, processor or project needs is missing, or a text is too long.</summary>
    public const string Incomplete = "enrolment.incomplete";

    /// <summary>A period that ends before it begins, or an end without a beginning.</summary>
    public const string Period = "enrolment.period";

    /// <summary>Not an RSA public key of the size asked for, or no identifier of it.</summary>
    public const string Key = "enrolment.key";

    /// <summary>Not IPv4 networks as CIDR.</summary>
    public const string Network = "enrolment.network";

    /// <summary>No such facility, processor or project.</summary>
    public const string Unknown = "enrolment.unknown";

    /// <summary>The facility leaves or has left; its ID is not used again.</summary>
    public const string Left = "enrolment.left";
}
