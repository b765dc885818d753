namespace Pipeline.Registry;

/// <summary>The queues of the center; <c>infra</c> declares the same, and a test holds them together.</summary>
public static class QueueNames
{
    /// <summary>Event Grid's BlobCreated of study packages → ReceiveStudy.</summary>
    public const string StudyUploaded = "study-uploaded";

    /// <summary>Event Grid's BlobCreated of consent tables → ReceiveConsents.</summary>
    public const string ConsentsUploaded = "consents-uploaded";

    /// <summary><see cref="ReleaseReview"/> → DecideRelease.</summary>
    public const string ReleaseReview = "release-review";

    /// <summary><see cref="AnonymizeCase"/> → AnonymizeStudy.</summary>
    public const string Anonymize = "anonymize";

    /// <summary><see cref="DeliverCase"/> → DeliverStudy.</summary>
    public const string Deliver = "deliver";

    /// <summary><see cref="RecallFromResearch"/> → RecallResearch.</summary>
    public const string RecallResearch = "recall-research";

    /// <summary><see cref="RecallFromProcessor"/> → RecallDelivery.</summary>
    public const string RecallDelivery = "recall-delivery";
}
