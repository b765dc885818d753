using System.Text.RegularExpressions;
using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>Decides about every element of one object, at every depth: the profile's rule, then what the value allows.</summary>
internal sealed partial class HeaderPolicy(DeidentificationProfile profile, ObjectPseudonyms pseudonyms, PatientText text, string sopClassUid, ActionLog log) : IElementPolicy
{
    internal const string DummyText = "REMOVED";

    /// <inheritdoc/>
    public ElementDecision Decide(in Element element)
    {
        Tag tag = element.Tag;
        if (tag.IsPrivate) return Private(element);
        AttributeRule rule = profile.Rules.For(tag);
        if (element.IsStreamed || tag.IsGroupLength || tag == Tags.SpecificCharacterSet) return ElementDecision.Keep;
        if (WrittenAttributes.Contains(tag)) return ElementDecision.Remove;
        return rule.Action switch
        {
            OptionAction.Keep => Keep(element, rule),
            OptionAction.Clean => Clean(element, rule),
            _ => rule.Source == RuleSource.Unlisted ? Unlisted(element, rule) : Basic(element, rule),
        };
    }

    private ElementDecision Basic(in Element element, AttributeRule rule)
    {
        if (PatientAttributes.PseudonymOf(element.Tag) is { } kind) return Pseudonym(element, kind, rule);
        return AttributeTypes.Resolve(rule.Basic, element.Tag, element.DataSet, sopClassUid) switch
        {
            BasicAction.Empty => Logged(element, ElementDecision.Empty, AttributeOutcome.Emptied, rule),
            BasicAction.Dummy => Dummy(element, rule),
            BasicAction.ReplaceUid when element.Vr is Vr.UI or Vr.SQ => Uids(element, rule),
            _ => Remove(element, rule),
        };
    }

    /// <summary>K: kept as it stands where that is a value of its kind; what describes the patient is cleaned, the age capped.</summary>
    private ElementDecision Keep(in Element element, AttributeRule rule)
    {
        if (element.Items is not null) return ElementDecision.Recurse;
        bool sure = rule.Option is ProfileOption.RetainUids or ProfileOption.RetainDeviceIdentity or ProfileOption.RetainInstitutionIdentity;
        if (sure && element.Vr == Vr.UI) return KeepUid(element, rule);
        if (sure && element.Vr is not (Vr.UN or Vr.OB or Vr.OW or Vr.DA or Vr.TM or Vr.DT)) return Logged(element, ElementDecision.Keep, AttributeOutcome.Kept, rule);
        return Clean(element, rule);
    }

    /// <summary>A UID that an option keeps stays as it stands, be it a device's; what is no UID is treated as one all the same.</summary>
    private ElementDecision KeepUid(in Element element, AttributeRule rule)
    {
        foreach (string uid in element.DataSet.GetStrings(element.Tag))
        {
            if (uid.Length > 0 && !new DicomUid(uid).IsValid) return Uids(element, rule);
        }

        return Logged(element, ElementDecision.Keep, AttributeOutcome.Kept, rule);
    }

    private ElementDecision Clean(in Element element, AttributeRule rule)
    {
        if (rule.Option == ProfileOption.CleanGraphics) return Remove(element, rule);
        if (element.Items is not null) return ElementDecision.Recurse;
        switch (element.Vr)
        {
            case Vr.DA or Vr.DT or Vr.TM:
                return Date(element, rule);
            case Vr.UI:
                return Uids(element, rule);
            case Vr.AS:
                return Age(element, rule);
            case Vr.AE:
                return Pseudonym(element, PseudonymKind.Identifier, rule);
            case Vr.CS or Vr.IS or Vr.DS:
                return Coded(element) ? Logged(element, ElementDecision.Keep, AttributeOutcome.Kept, rule) : Basic(element, rule);
            case Vr.LO or Vr.SH or Vr.ST or Vr.LT or Vr.UT or Vr.UC:
                return element.Tag == Tags.TimezoneOffsetFromUTC ? Zone(element, rule) : Text(element, rule);
            default:
                return IsNumber(element.Vr) ? Logged(element, ElementDecision.Keep, AttributeOutcome.Kept, rule) : Basic(element, rule);
        }
    }

    /// <summary>What Table E.1-1 does not list stays only as what its representation in the dictionary can tell: numbers, codes, registered UIDs.</summary>
    private ElementDecision Unlisted(in Element element, AttributeRule rule)
    {
        if (DicomDictionary.Find(element.Tag) is not { } entry || (entry.Vr != element.Vr && !entry.IsAmbiguous) || RetainedAttributes.IsOverlay(element.Tag)) return Remove(element, rule);
        if (element.Items is not null) return ElementDecision.Recurse;
        switch (element.Vr)
        {
            case Vr.CS or Vr.IS or Vr.DS:
                return Coded(element) ? ElementDecision.Keep : Uncoded(element, rule);
            case Vr.UI:
                return RetainedAttributes.IsUid(element.Tag) ? Uids(element, rule) : Remove(element, rule);
            case Vr.LO or Vr.SH or Vr.ST or Vr.LT or Vr.UT or Vr.UC:
                return RetainedAttributes.IsText(element.Tag) ? RetainedText(element, rule) : Remove(element, rule);
            case Vr.OB or Vr.OW or Vr.OV or Vr.UN:
                return RetainedAttributes.IsTable(element.Tag) ? ElementDecision.Keep : Remove(element, rule);
            default:
                return IsNumber(element.Vr) ? ElementDecision.Keep : Remove(element, rule);
        }
    }

    private ElementDecision RetainedText(in Element element, AttributeRule rule)
    {
        if (CodedEntries.IsLocalCode(element)) return CodedEntries.Masked(element, pseudonyms) is { } masked ? Logged(element, ElementDecision.Replace(masked), AttributeOutcome.Pseudonymized, rule) : ElementDecision.Keep;
        if (CodedEntries.IsStandardCode(element)) return ElementDecision.Keep;
        // Some of these are of type 1 or 2 somewhere; a dummy is valid everywhere.
        return Text(element, rule with { Basic = BasicAction.Dummy });
    }

    /// <summary>Several values of which some are no codes, as in Image Type: those become empty, the others keep their places.</summary>
    private ElementDecision Uncoded(in Element element, AttributeRule rule)
    {
        IReadOnlyList<string> values = element.DataSet.GetStrings(element.Tag);
        if (element.Vr != Vr.CS || !values.Any(value => value.Length > 0 && CodePattern.IsMatch(value))) return Remove(element, rule);
        return Logged(element, ElementDecision.Replace(string.Join('\\', values.Select(value => CodePattern.IsMatch(value) ? value : ""))), AttributeOutcome.Cleaned, rule);
    }

    private ElementDecision Private(in Element element)
    {
        var rule = new AttributeRule(RuleSource.Private, BasicAction.Remove);
        if (!profile.Has(ProfileOption.RetainSafePrivate)) return Remove(element, rule);
        rule = rule with { Action = OptionAction.Clean, Option = ProfileOption.RetainSafePrivate };
        if (element.Tag.IsPrivateCreator) return SafeBlocks.Holds(element) ? Logged(element, ElementDecision.Keep, AttributeOutcome.Kept, rule) : Remove(element, rule);
        if (element.IsStreamed || !SafeBlocks.IsSafe(element)) return Remove(element, rule);
        // Table E.3.10-1 judges the attribute, whatever representation it is read with.
        return element.Vr is Vr.UN or Vr.OB or Vr.OW ? Logged(element, ElementDecision.Keep, AttributeOutcome.Kept, rule)
            : element.Vr == Vr.PN ? Remove(element, rule)
            : element.Items is not null ? Remove(element, rule) : Clean(element, rule);
    }

    private ElementDecision Date(in Element element, AttributeRule rule)
    {
        // When a device was calibrated belongs to its identity (E.3.8), and stays with it.
        DatesMode mode = profile.Dates == DatesMode.Remove && rule.Option == ProfileOption.RetainDeviceIdentity ? DatesMode.Full : profile.Dates;
        if (mode == DatesMode.Remove) return Basic(element, rule);
        Vr vr = element.Vr;
        string?[] values = [.. element.DataSet.GetStrings(element.Tag).Select(value => value.Length == 0 ? value : vr switch
        {
            Vr.TM => DicomTimes.IsTime(value) ? value : null,
            Vr.DA => mode == DatesMode.Full ? new DateShift(0).ApplyDate(value) : pseudonyms.Shift.ApplyDate(value),
            _ => mode == DatesMode.Full ? new DateShift(0).ApplyDateTime(value) : pseudonyms.Shift.ApplyDateTime(value),
        })];
        if (values.Contains(null)) return Basic(element, rule);
        return mode == DatesMode.Full || vr == Vr.TM
            ? Logged(element, ElementDecision.Keep, AttributeOutcome.Kept, rule)
            : Logged(element, ElementDecision.Replace(string.Join('\\', values)), AttributeOutcome.DatesMoved, rule);
    }

    private ElementDecision Zone(in Element element, AttributeRule rule)
        => element.DataSet.GetString(element.Tag) is { } zone && profile.Dates != DatesMode.Remove && DicomTimes.IsZone(zone)
            ? Logged(element, ElementDecision.Keep, AttributeOutcome.Kept, rule)
            : Basic(element, rule);

    private ElementDecision Age(in Element element, AttributeRule rule)
    {
        string original = element.DataSet.GetString(element.Tag) ?? "";
        if (original.Length == 0) return ElementDecision.Keep;
        return DicomTimes.CapAge(original) switch
        {
            null => Basic(element, rule),
            { } age when age == original => Logged(element, ElementDecision.Keep, AttributeOutcome.Kept, rule),
            { } age => Logged(element, ElementDecision.Replace(age), AttributeOutcome.AgeCapped, rule),
        };
    }

    private ElementDecision Text(in Element element, AttributeRule rule)
    {
        List<string> cleaned = [];
        List<TextFinding> findings = [];
        foreach (string value in element.DataSet.GetStrings(element.Tag))
        {
            CleanedText result = text.Clean(value);
            findings.AddRange(result.Findings);
            if (result.Text is not { } clean || clean.Length > LongestOf(element.Vr)) return Fallback(element, rule, findings);
            cleaned.Add(clean);
        }

        return findings.Count == 0
            ? Logged(element, ElementDecision.Keep, AttributeOutcome.Kept, rule)
            : Logged(element, ElementDecision.Replace(string.Join('\\', cleaned)), AttributeOutcome.Cleaned, rule, findings);
    }

    private ElementDecision Fallback(in Element element, AttributeRule rule, List<TextFinding> findings)
    {
        BasicAction action = AttributeTypes.Resolve(rule.Basic, element.Tag, element.DataSet, sopClassUid);
        return action switch
        {
            BasicAction.Dummy => Logged(element, ElementDecision.Replace(DummyText), AttributeOutcome.Dummied, rule, findings),
            BasicAction.Empty => Logged(element, ElementDecision.Empty, AttributeOutcome.Emptied, rule, findings),
            _ => Logged(element, ElementDecision.Remove, AttributeOutcome.Removed, rule, findings),
        };
    }

    private ElementDecision Uids(in Element element, AttributeRule rule)
    {
        if (element.Items is not null) return ElementDecision.Recurse;
        if (element.Vr != Vr.UI) return Remove(element, rule);
        IReadOnlyList<string> originals = element.DataSet.GetStrings(element.Tag);
        // A row that Retain UIDs does not keep has its UIDs replaced all the same.
        bool mayStay = rule.Source != RuleSource.Table || rule.Action != OptionAction.None;
        if (originals.All(uid => uid.Length == 0 || pseudonyms.IsKept(uid, mayStay))) return ElementDecision.Keep;
        return Logged(element, ElementDecision.Replace(string.Join('\\', originals.Select(uid => uid.Length == 0 ? uid : pseudonyms.Uid(uid, mayStay)))), AttributeOutcome.UidsReplaced, rule);
    }

    private ElementDecision Pseudonym(in Element element, PseudonymKind kind, AttributeRule rule)
    {
        string original = element.DataSet.GetString(element.Tag) ?? "";
        if (kind == PseudonymKind.PatientId) return Logged(element, ElementDecision.Replace(pseudonyms.Patient), AttributeOutcome.Pseudonymized, rule);
        return original.Length == 0
            ? ElementDecision.Keep
            : Logged(element, ElementDecision.Replace(pseudonyms.Identifier(kind, original)), AttributeOutcome.Pseudonymized, rule);
    }

    private ElementDecision Dummy(in Element element, AttributeRule rule)
    {
        if (element.Items is { } items)
        {
            if (items.Count == 0 || !DummyItems.Stand(element.Tag)) return ElementDecision.Recurse;
            DummyItems.Replace(items);
            return Logged(element, ElementDecision.Keep, AttributeOutcome.Dummied, rule);
        }

        string? dummy = element.Vr switch
        {
            Vr.DA => "19000101",
            Vr.TM => "000000",
            Vr.DT => "19000101000000",
            Vr.AS => "000Y",
            Vr.DS or Vr.IS => "0",
            Vr.UR => "urn:removed",
            Vr.LO or Vr.SH or Vr.ST or Vr.LT or Vr.UT or Vr.UC or Vr.PN or Vr.CS or Vr.AE => DummyText,
            Vr.UI => pseudonyms.Uid(element.DataSet.GetString(element.Tag) ?? "0"),
            _ => null,
        };
        if (dummy is not null) return Logged(element, ElementDecision.Replace(dummy), AttributeOutcome.Dummied, rule);
        return element.Vr is Vr.OB or Vr.OW
            ? Logged(element, ElementDecision.Replace(new byte[2]), AttributeOutcome.Dummied, rule)
            : Logged(element, ElementDecision.Empty, AttributeOutcome.Emptied, rule);
    }

    private ElementDecision Remove(in Element element, AttributeRule rule) => Logged(element, ElementDecision.Remove, AttributeOutcome.Removed, rule);

    private ElementDecision Logged(in Element element, ElementDecision decision, AttributeOutcome outcome, AttributeRule rule, List<TextFinding>? findings = null)
    {
        log.Add(element.DataSet, element.Tag, outcome, rule, findings?.Distinct().ToArray());
        return decision;
    }

    private static bool Coded(in Element element)
    {
        Regex pattern = element.Vr == Vr.CS ? CodePattern : NumberPattern;
        foreach (string value in element.DataSet.GetStrings(element.Tag))
        {
            if (!pattern.IsMatch(value)) return false;
        }

        return true;
    }

    private static bool IsNumber(Vr vr) => vr is Vr.US or Vr.SS or Vr.UL or Vr.SL or Vr.UV or Vr.SV or Vr.FL or Vr.FD or Vr.AT or Vr.OF or Vr.OD or Vr.OL;

    private static int LongestOf(Vr vr) => vr switch { Vr.SH => 16, Vr.LO => 64, Vr.ST => 1024, Vr.LT => 10240, _ => TextCleaner.LongestText };

    [GeneratedRegex(@"^[A-Z0-9_ ]{0,16}\z")]
    private static partial Regex CodePattern { get; }

    [GeneratedRegex(@"^ {0,15}[0-9eE.+-]{0,16} {0,15}\z")]
    private static partial Regex NumberPattern { get; }
}
