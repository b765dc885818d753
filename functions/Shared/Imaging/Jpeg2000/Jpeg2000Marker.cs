namespace Pipeline.Imaging.Jpeg2000;

/// <summary>The second byte of the markers of a codestream (T.800 table A.2).</summary>
internal static class Jpeg2000Marker
{
    public const byte Soc = 0x4F;
    public const byte Cap = 0x50;
    public const byte Siz = 0x51;
    public const byte Cod = 0x52;
    public const byte Coc = 0x53;
    public const byte Tlm = 0x55;
    public const byte Plm = 0x57;
    public const byte Plt = 0x58;
    public const byte Qcd = 0x5C;
    public const byte Qcc = 0x5D;
    public const byte Rgn = 0x5E;
    public const byte Poc = 0x5F;
    public const byte Ppm = 0x60;
    public const byte Ppt = 0x61;
    public const byte Crg = 0x63;
    public const byte Com = 0x64;
    public const byte Sot = 0x90;
    public const byte Sop = 0x91;
    public const byte Eph = 0x92;
    public const byte Sod = 0x93;
    public const byte Eoc = 0xD9;
}
