using System.Globalization;
using Pipeline.Dicom;

namespace Pipeline.Deidentification.Tests;

/// <summary>Table E.1-1 against what really comes out: every row, at the top and in a sequence, under every set of options.</summary>
public class TableTests
{
    private const string OldUid = "1.2.392.999999.4711.31337";

    /// <summary>Representations with a dummy of their own; of others an empty value stands for it.</summary>
    private static readonly Vr[] WithDummy = [Vr.DA, Vr.TM, Vr.DT, Vr.AS, Vr.DS, Vr.IS, Vr.UR, Vr.LO, Vr.SH, Vr.ST, Vr.LT, Vr.UT, Vr.UC, Vr.PN, Vr.CS, Vr.AE, Vr.UI, Vr.OB, Vr.OW];

    /// <summary>Each option alone, each pair, all, and those of the research profile.</summary>
    private static IEnumerable<string[]> OptionSets
    {
        get
        {
            string[] all = [.. TableRow.Columns.Where(column => column is not ("full" or "modified"))];
            yield return [];
            yield return all;
            yield return ["retainPatientCharacteristics", "cleanDescriptors", "cleanStructuredContent", "cleanGraphics"];
            for (int i = 0; i < all.Length; i++)
            {
                yield return [all[i]];
                for (int j = i + 1; j < all.Length; j++) yield return [all[i], all[j]];
            }
        }
    }

    [Theory]
    [InlineData("remove")]
    [InlineData("modified")]
    [InlineData("full")]
    public async Task Every_row_has_the_outcome_that_the_standard_asks_for_under_every_set_of_options(string dates)
    {
        // Group 0002 is written anew, 0000 and 0004 stand in no composite object, and an encapsulated document is held.
        TableRow[] rows = [.. TableRow.ReadAll().Where(row => row.Tag.Group is not (0x0000 or 0x0002 or 0x0004) && row.Tag != Tags.EncapsulatedDocument)];
        rows.Length.ShouldBeGreaterThan(640);
        List<string> wrong = [];
        int sets = 0;
        foreach (string[] options in OptionSets)
        {
            DeidentificationProfile profile = Fixtures.Profile(dates, options);
            (DataSet written, _) = await Fixtures.Written(Planted(rows), profile);
            DataSet nested = written.GetItems(Tags.ReferencedInstanceSequence)[0].GetItems(Tags.ReferencedInstanceSequence)[0];
            string[] inForce = dates == "remove" ? options : [.. options, dates];
            foreach (TableRow row in rows)
            {
                if (Judge(row, inForce, dates, written) is { } top) wrong.Add($"{row.Tag} [{string.Join(' ', inForce)}] {top}");
                if (Judge(row, inForce, dates, nested) is { } inside) wrong.Add($"nested {row.Tag} [{string.Join(' ', inForce)}] {inside}");
            }

            sets++;
        }

        sets.ShouldBe(39);
        wrong.ShouldBeEmpty();
    }

    /// <summary>What is wrong with the outcome; null where nothing is.</summary>
    private static string? Judge(TableRow row, string[] options, string dates, DataSet written)
    {
        bool stays = written.TryGet(row.Tag, out Element element);
        bool same = stays && (element.Items is { } items ? items.Count > 0 && Unchanged(items) && !options.Contains("retainUids") : element.Value.SequenceEqual(Value(row.Tag)));
        bool empty = stays && (element.Items is { } none ? none.Count == 0 : element.Length == 0);
        string action = row.ActionUnder(options);
        return action switch
        {
            // Graphics are cleaned by taking them out, private attributes by their own list: none of these is on it.
            "C" when row.Options["cleanGraphics"] == "C" && options.Contains("cleanGraphics") => stays ? "graphics stay" : null,
            "C" when row.Tag.IsPrivate => stays ? "unsafe private attribute stays" : null,
            "C" or "K" => Retained(row, action, dates, written, stays, same),
            _ => Basic(row, action, stays, same, empty),
        };
    }

    private static string? Basic(TableRow row, string action, bool stays, bool same, bool empty)
    {
        if (same) return "is as it was";
        bool dummy = stays && (!empty || !WithDummy.Contains(VrOf(row.Tag)));
        return action switch
        {
            "X" => stays ? "stays" : null,
            "Z" => stays ? null : "is gone",
            "D" or "U" => dummy ? null : stays ? "is empty" : "is gone",
            // A type that is not known gets the last, which is valid for every type.
            "X/Z" => !stays || empty ? null : "has a value",
            "X/D" => !stays || dummy ? null : "is empty",
            "Z/D" => stays ? null : "is gone",
            "X/Z/D" or "X/Z/U*" => null,
            _ => "unknown action " + action,
        };
    }

    private static string? Retained(TableRow row, string action, string dates, DataSet written, bool stays, bool same)
    {
        if (!stays) return CanBeJudged(row.Tag) ? "is gone" : null;
        Vr vr = VrOf(row.Tag);
        if (vr is Vr.DA or Vr.DT && dates == "modified") return same ? "date has not moved" : null;
        if (vr is Vr.DA or Vr.DT or Vr.TM && dates == "remove") return same && action == "C" ? "date stays" : null;
        if (vr == Vr.TM) return same ? null : "time changed";
        return vr switch
        {
            Vr.UI => same == (action == "K") ? null : "UID is " + (action == "K" ? "another" : "the old one"),
            Vr.AE or Vr.PN or Vr.OB or Vr.OW or Vr.UN or Vr.UR or Vr.SQ => null,
            _ => same ? null : "harmless value is gone",
        };
    }

    /// <summary>A value that could be anything is not kept by an option that keeps what it can judge.</summary>
    private static bool CanBeJudged(Tag tag) => VrOf(tag) is not (Vr.OB or Vr.OW or Vr.UN or Vr.UR or Vr.PN);

    private static bool Unchanged(Sequence items) => items[0].GetString(Tags.ReferencedSOPInstanceUID) == OldUid;

    private static DataSet Planted(IEnumerable<TableRow> rows)
    {
        DataSet root = Fixtures.Header();
        // A sequence without a row, so that its items are walked whatever the options say.
        DataSet nested = root.SetSequence(Tags.ReferencedInstanceSequence).Add().SetSequence(Tags.ReferencedInstanceSequence).Add();
        foreach (TableRow row in rows)
        {
            Plant(nested, row.Tag);
            if (row.Tag != Tags.PatientID) Plant(root, row.Tag);
        }

        return root;
    }

    private static void Plant(DataSet target, Tag tag)
    {
        Vr vr = VrOf(tag);
        if (vr == Vr.SQ) target.SetSequence(tag).Add().SetString(Tags.ReferencedSOPInstanceUID, OldUid);
        else if (vr is Vr.OB or Vr.OW or Vr.UN) target.SetBytes(tag, vr, [1, 2, 3, 4]);
        else if (vr is Vr.US or Vr.SS or Vr.UL or Vr.SL or Vr.FL or Vr.FD or Vr.OF or Vr.OD or Vr.OL or Vr.AT or Vr.UV or Vr.SV or Vr.OV) target.SetBytes(tag, vr, [1, 0, 0, 0, 0, 0, 0, 0]);
        else target.SetString(tag, vr, Text(tag, vr));
    }

    private static byte[] Value(Tag tag)
    {
        var probe = new DataSet();
        Plant(probe, tag);
        return probe.TryGet(tag, out Element element) ? element.Value.ToArray() : [];
    }

    private static string Text(Tag tag, Vr vr) => vr switch
    {
        // What the leak check looks for must not be what other attributes hold.
        _ when PatientAttributes.Numbers.Contains(tag) => "KRT-99887",
        _ when PatientAttributes.Names.Contains(tag) => "Somebody^Else",
        _ when tag == Tags.InstitutionName || tag == Tags.InstitutionAddress => "Plaza 9",
        _ when PatientAttributes.Places.Contains(tag) => "Street 5",
        // One UID for each attribute: what one option keeps must not be what another attribute holds.
        Vr.UI => $"1.2.392.999999.4712.{tag.Value}",
        _ when tag == Tags.TimezoneOffsetFromUTC => "+0900",
        _ when tag == Tags.PatientBirthDate => "19610203",
        Vr.DA => "20240305",
        Vr.TM => "121314",
        Vr.DT => "20240305121314",
        Vr.AS => "034Y",
        Vr.PN => "Nobody^Else",
        Vr.CS => "CODE",
        Vr.IS or Vr.DS => 12.ToString(CultureInfo.InvariantCulture),
        Vr.UR => "https://example.jp/1",
        Vr.AE => "STATION",
        _ => "routine",
    };

    private static Vr VrOf(Tag tag) => tag.IsPrivate ? Vr.LO : DicomDictionary.VrOf(tag);
}
