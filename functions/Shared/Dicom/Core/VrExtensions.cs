namespace Pipeline.Dicom;

/// <summary>What PS3.5 §6.2 and §7.1.2 say of each value representation.</summary>
public static class VrExtensions
{
    /// <summary>Text in the repertoire of the Specific Character Set (0008,0005).</summary>
    public static bool IsText(this Vr vr) => vr is Vr.LO or Vr.LT or Vr.PN or Vr.SH or Vr.ST or Vr.UC or Vr.UT;

    /// <summary>Any value of characters, in the default repertoire or another.</summary>
    public static bool IsString(this Vr vr) => vr.IsText()
        || vr is Vr.AE or Vr.AS or Vr.CS or Vr.DA or Vr.DS or Vr.DT or Vr.IS or Vr.TM or Vr.UI or Vr.UR;

    /// <summary>A backslash separates values.</summary>
    public static bool IsMultiValued(this Vr vr) => vr.IsString() && vr is not (Vr.LT or Vr.ST or Vr.UT or Vr.UR);

    /// <summary>Whether the explicit form has two reserved bytes and a 32-bit length.</summary>
    public static bool HasLongLength(this Vr vr) => vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.SQ
        or Vr.SV or Vr.UC or Vr.UN or Vr.UR or Vr.UT or Vr.UV;

    /// <summary>The size of the unit in which bytes are swapped between byte orders: 1, 2, 4 or 8.</summary>
    public static int UnitSize(this Vr vr) => vr switch
    {
        Vr.OW or Vr.SS or Vr.US or Vr.AT => 2,
        Vr.FL or Vr.OF or Vr.OL or Vr.SL or Vr.UL => 4,
        Vr.FD or Vr.OD or Vr.OV or Vr.SV or Vr.UV => 8,
        _ => 1,
    };

    /// <summary>What pads a value to even length: a space for text, NUL otherwise.</summary>
    public static byte Padding(this Vr vr) => vr.IsString() && vr != Vr.UI ? (byte)' ' : (byte)0;

    /// <summary>Whether this is one of PS3.5's representations.</summary>
    public static bool IsDefined(this Vr vr) => vr != Vr.None && (vr.IsString() || vr.HasLongLength() || vr.UnitSize() > 1);

    /// <summary>The representation two letters name; <see cref="Vr.None"/> when they name none.</summary>
    public static Vr Parse(ReadOnlySpan<char> letters)
        => letters.Length == 2 && (Vr)((letters[0] << 8) | letters[1]) is var vr && vr.IsDefined() ? vr : Vr.None;
}
