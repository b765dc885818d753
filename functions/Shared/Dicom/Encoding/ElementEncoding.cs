namespace Pipeline.Dicom;

/// <summary>How elements are laid out (PS3.5 §7.1, §7.3).</summary>
internal enum ElementEncoding
{
    ExplicitLittle,
    ImplicitLittle,
    ExplicitBig,
}
