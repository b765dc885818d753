namespace Pipeline.Interleaving.Tests;

/// <summary>What can happen next.</summary>
internal enum ActKind
{
    /// <summary>A handler gets a message of the queues, or the outbox is dispatched where none waits.</summary>
    Work,

    /// <summary>The handler of a package or copy that waits to be made, if one does; otherwise any work.</summary>
    Publish,

    /// <summary>The outbox is dispatched.</summary>
    Dispatch,

    /// <summary>The facility uploads a study, a later part of it, or one again.</summary>
    Study,

    /// <summary>The facility uploads a consent table.</summary>
    Table,

    /// <summary>The opt-out desk records something of a patient.</summary>
    Desk,

    /// <summary>The office records that a contract, an approval or a participation ended, or holds again.</summary>
    Office,

    /// <summary>The processor confirms what it pulled, or that it deleted what it was asked to.</summary>
    Receipt,

    /// <summary>Time passes, up to a month.</summary>
    Time,

    /// <summary>A timer fires: sweeping, reconciling, anchoring, tidying.</summary>
    Timer,
}
