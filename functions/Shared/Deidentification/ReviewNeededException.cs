using Pipeline.Dicom;
using Pipeline.Registry;

namespace Pipeline.Deidentification;

/// <summary>Ends the work on an object whose pixels no rule can judge: a person must look.</summary>
internal sealed class ReviewNeededException(ReviewRequest request)
    : QuarantineException(ReviewReasons.Waiting, $"a person must look for burned-in text ({request.Reason})", Tags.PixelData)
{
    public ReviewRequest Request { get; } = request;
}
