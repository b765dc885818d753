using Pipeline.Registry;

namespace Pipeline.LocalCenter.Demo;

/// <summary>The scanner that the demonstration's cines pretend to come from. It comes approved: its painter writes no text inside its region.</summary>
internal static class DemoDevice
{
    /// <summary>(0008,0070).</summary>
    public const string Manufacturer = "PIPELINE MIHON";

    /// <summary>(0008,1090).</summary>
    public const string Model = "Mihon 480";

    /// <summary>(0018,1020).</summary>
    public const string Software = "1.0";

    /// <summary>Its device rule.</summary>
    public const string Rule = "mihon-480";

    /// <summary>The rule's first version: the declared region may be believed.</summary>
    public static DeviceRuleVersion Approved
    {
        get
        {
            (int left, int top, int right, int bottom) = CinePainter.Region;
            return new DeviceRuleVersion
            {
                Id = new Guid("5e0c1f0e-48d0-4d1a-9a57-6d68696e3438"),
                Rule = Rule,
                Version = 1,
                Match = new DeviceMatch
                {
                    Manufacturer = Manufacturer,
                    Model = Model,
                    SoftwareVersions = @"1\.0",
                    IsOriginal = true,
                    Rows = CinePainter.Rows,
                    Columns = CinePainter.Columns,
                    Regions = FormattableString.Invariant($"1/1:{left},{top},{right},{bottom}"),
                },
                Treatment = DeviceTreatment.Mask,
                TrustsRegions = true,
                Why = "The demonstration's generated device: text is painted outside its region only",
                ApprovedBy = KnownDeviceRules.Approver,
                Approved = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            };
        }
    }
}
