using Pipeline.Dicom;
using Pipeline.Imaging;

namespace Pipeline.Deidentification;

/// <summary>What the pass over one object works with.</summary>
internal sealed record ObjectTask(
    DicomFile File, PatientContext Patient, DeidentificationProfile Profile, ObjectPseudonyms Pseudonyms, PixelPolicy Policy, PatientCache Patients, DisplaySettings Display, bool WantsPreviews,
    IImageText? Ocr, StudyFaces? Faces, bool SeesSlice);
