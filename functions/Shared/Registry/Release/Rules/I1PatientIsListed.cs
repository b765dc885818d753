namespace Pipeline.Registry;

/// <summary>
/// I1: the study's patient is in this facility's ledger under the same facility patient ID. No linking across facilities
/// (名寄せ). Act ch. 6 (Art. 52 ff.; Art. 30 before the amendment of 2023); [deck p.16-17], consent status of the case database.
/// </summary>
public sealed class I1PatientIsListed : IReleaseRule<ReleaseFacts>
{
    /// <inheritdoc/>
    public string Id => "I1";

    /// <inheritdoc/>
    public BlockingRule? Check(ReleaseFacts facts) => facts.Ledger.Listed ? null : new BlockingRule(Id, ReasonCodes.PatientNotListed);
}
