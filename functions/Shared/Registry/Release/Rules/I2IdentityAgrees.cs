namespace Pipeline.Registry;

/// <summary>
/// I2: birth date and sex of the objects agree with the ledger, and no doubt stands about whose study it is. What the ledger
/// does not state does not block; what it states and the objects lack does: a person must look. [deck p.16-17]
/// </summary>
public sealed class I2IdentityAgrees : IReleaseRule<ReleaseFacts>
{
    /// <inheritdoc/>
    public string Id => "I2";

    /// <inheritdoc/>
    public BlockingRule? Check(ReleaseFacts facts)
    {
        if (facts.Case.IdentityDoubt is not null)
        {
            return new BlockingRule(Id, ReasonCodes.IdentityDoubt);
        }

        if (facts.Ledger.BirthDate is { } born && facts.Case.BirthDate != born)
        {
            return new BlockingRule(Id, ReasonCodes.BirthDateDiffers);
        }

        bool sexAgrees = facts.Ledger.Sex == Sex.Unknown || facts.Case.Sex == facts.Ledger.Sex;
        return sexAgrees ? null : new BlockingRule(Id, ReasonCodes.SexDiffers);
    }
}
