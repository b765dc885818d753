using Pipeline.Registry;

namespace Pipeline.Deidentification;

/// <summary>What a reviewer is asked.</summary>
/// <param name="Signature">The images it is about.</param>
/// <param name="Reason">Why no rule could judge them: a code of <see cref="DeidentificationReason"/> or <see cref="Imaging.PixelReasons"/>.</param>
public sealed record ReviewRequest(DeviceSignature Signature, string Reason);
