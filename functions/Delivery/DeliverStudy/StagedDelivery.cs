using Pipeline.Registry;

namespace Pipeline.Delivery;

/// <summary>A delivery whose record is staged, as its package is built from it.</summary>
/// <param name="Id">The record.</param>
/// <param name="Case">The case, as it was when the record was staged or taken up.</param>
/// <param name="FacilityPatientId">The facility's patient ID. Personal data.</param>
/// <param name="Processor">The processor.</param>
/// <param name="ContentVersion">Items up to this content version are in it.</param>
/// <param name="Provided">Items up to this content version were provided before; 0: none.</param>
/// <param name="BlobName">Its name in the processor's container; its attempts in staging lie below it.</param>
/// <param name="Created">When the record was staged: the package's date, the same in every attempt.</param>
public sealed record StagedDelivery(
    Guid Id, Case Case, string FacilityPatientId, Processor Processor, int ContentVersion, int Provided, string BlobName, DateTimeOffset Created)
{
    /// <summary>Where the attempts at a package lie in staging.</summary>
    public static string AttemptsOf(string blobName) => blobName + "/";

    /// <summary>The instances that are in its package.</summary>
    public IQueryable<Instance> InstancesIn(RegistryContext registry)
        => registry.Instances.Where(i => i.CaseId == Case.Id && i.ContentVersion > Provided && i.ContentVersion <= ContentVersion);
}
