namespace Pipeline.Registry;

/// <summary>What the outbox carries: identifiers only, and only a hint; every handler re-reads the registry.</summary>
public interface ICenterMessage
{
    /// <summary>The outbox row; consumers mark it consumed in the transaction of their effect.</summary>
    Guid MessageId { get; }
}

/// <summary>Decide again what may leave the center of one patient's cases.</summary>
public sealed record ReleaseReview(Guid MessageId, Guid PatientId) : ICenterMessage;

/// <summary>Make and publish the anonymised copy of a case for a project.</summary>
public sealed record AnonymizeCase(Guid MessageId, Guid CaseId, ProjectId ProjectId) : ICenterMessage;

/// <summary>Make and publish the package of a case for a processor.</summary>
public sealed record DeliverCase(Guid MessageId, Guid CaseId, ProcessorId ProcessorId) : ICenterMessage;

/// <summary>Withdraw a case's copies from a project unless the rules hold again.</summary>
public sealed record RecallFromResearch(Guid MessageId, Guid CaseId, ProjectId ProjectId) : ICenterMessage;

/// <summary>Withdraw a case's packages from a processor unless the rules hold again.</summary>
public sealed record RecallFromProcessor(Guid MessageId, Guid CaseId, ProcessorId ProcessorId) : ICenterMessage;
