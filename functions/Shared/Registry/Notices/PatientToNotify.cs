namespace Pipeline.Registry;

/// <summary>A patient still to be notified. Personal data.</summary>
/// <param name="PatientId">The patient's row.</param>
/// <param name="FacilityPatientId">患者ID.</param>
/// <param name="Way">By post where an address was supplied and it is known whom to address; otherwise at the next visit.</param>
/// <param name="Need">The notice needed.</param>
/// <param name="Address">The address, of those by post.</param>
public sealed record PatientToNotify(Guid PatientId, string FacilityPatientId, NoticeMethod Way, NoticeNeed Need, PostalAddress? Address);
