namespace Pipeline.Imaging.Jpeg;

/// <summary>A mask rounded out to the MCUs of a frame.</summary>
internal sealed class McuMask
{
    private readonly bool[] _masked;
    private readonly int _wide;

    /// <param name="mask">Of the frame's size.</param>
    /// <param name="mcuWidth">Columns of an MCU, pixels.</param>
    /// <param name="mcuHeight">Rows of an MCU, pixels.</param>
    public McuMask(FrameMask mask, int mcuWidth, int mcuHeight)
    {
        (McuWidth, McuHeight) = (mcuWidth, mcuHeight);
        _wide = (mask.Width + mcuWidth - 1) / mcuWidth;
        _masked = new bool[_wide * ((mask.Height + mcuHeight - 1) / mcuHeight)];
        foreach (PixelRectangle hidden in mask.Hidden)
        {
            int left = hidden.Left / mcuWidth, count = ((hidden.Right - 1) / mcuWidth) - left + 1;
            for (int y = hidden.Top / mcuHeight; y <= (hidden.Bottom - 1) / mcuHeight; y++)
                _masked.AsSpan((y * _wide) + left, count).Fill(true);
        }
    }

    /// <summary>Columns of an MCU, pixels.</summary>
    public int McuWidth { get; }

    /// <summary>Rows of an MCU, pixels.</summary>
    public int McuHeight { get; }

    /// <summary>The last masked MCU of a scan from one up to another, the second exclusive; -1 where none is.</summary>
    public int LastMasked(JpegScan scan, int first, int after)
    {
        if (IsOwn(scan))
        {
            int last = _masked.AsSpan(first, after - first).LastIndexOf(true);
            return last < 0 ? -1 : first + last;
        }

        int mcu = after - 1;
        while (mcu >= first && !this[scan, mcu]) mcu--;
        return mcu < first ? -1 : mcu;
    }

    /// <summary>Whether an MCU of a scan is masked.</summary>
    public bool this[JpegScan scan, int mcu]
    {
        get
        {
            if (IsOwn(scan)) return _masked[mcu];
            JpegComponent component = scan.Components[0].Component;
            (int y, int x) = Math.DivRem(mcu, scan.McusWide);
            return _masked[(y / component.Vertical * _wide) + (x / component.Horizontal)];
        }
    }

    private bool IsOwn(JpegScan scan) => scan.McusWide == _wide && scan.Mcus == _masked.Length;
}
