using System.Reflection;
using Pipeline.Registry;

namespace Pipeline.Deidentification.Tests;

public class PseudonymsTests
{
    private readonly Pseudonyms _pseudonyms = new(Fixtures.Key());

    [Fact]
    public void A_uid_becomes_a_valid_uuid_derived_uid_the_same_every_time()
    {
        string uid = _pseudonyms.Uid("1.2.392.999999.1").Value;
        uid.ShouldStartWith("2.25.");
        uid.Length.ShouldBeLessThanOrEqualTo(44);
        _pseudonyms.Uid("1.2.392.999999.1").IsValid.ShouldBeTrue();
        new Pseudonyms(Fixtures.Key()).Uid("1.2.392.999999.1").Value.ShouldBe(uid);
        _pseudonyms.Uid("1.2.392.999999.2").Value.ShouldNotBe(uid);
    }

    [Fact]
    public void Pseudonyms_are_pinned_so_that_no_later_version_breaks_the_link_to_earlier_exports()
    {
        _pseudonyms.Uid("1.2.392.999999.1").Value.ShouldBe("2.25.137388580624327826063412093598174682513");
        _pseudonyms.Identifier(PseudonymKind.PatientId, "ALPHA-770001").ShouldBe("VW4KNH5YTNUKFFZ5");
        _pseudonyms.DateShift("ALPHA-770001", 365).Days.ShouldBe(57);
    }

    /// <summary>Worked out anew, as another implementation would: HMAC-SHA-256 of the kind's byte and the UTF-8 text, its bytes 6 and 8 marked as UUID version 8.</summary>
    [Fact]
    public void A_uid_is_what_its_description_says()
    {
        byte[] key = [.. Enumerable.Range(0, 32).Select(i => (byte)(i + 7))];
        byte[] message = [(byte)PseudonymKind.Uid, .. "1.2.392.999999.1"u8];
        byte[] hash = System.Security.Cryptography.HMACSHA256.HashData(key, message);
        hash[6] = (byte)(0x80 | (hash[6] % 16));
        hash[8] = (byte)(0x80 | (hash[8] % 64));
        _pseudonyms.Uid("1.2.392.999999.1").Value.ShouldBe("2.25." + new System.Numerics.BigInteger(hash.AsSpan(0, 16), isUnsigned: true, isBigEndian: true));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(5000)]
    public void Texts_of_any_length_have_pseudonyms_that_differ_in_their_last_character(int length)
    {
        string text = new('山', length);
        _pseudonyms.Identifier(PseudonymKind.Identifier, text).Length.ShouldBe(Pseudonyms.IdentifierLength);
        _pseudonyms.Identifier(PseudonymKind.Identifier, text).ShouldNotBe(_pseudonyms.Identifier(PseudonymKind.Identifier, text[1..] + "川"));
    }

    [Fact]
    public void Another_key_gives_other_pseudonyms()
    {
        var other = new Pseudonyms(Fixtures.Key(3));
        other.Uid("1.2.3").ShouldNotBe(_pseudonyms.Uid("1.2.3"));
        other.Identifier(PseudonymKind.PatientId, "1").ShouldNotBe(_pseudonyms.Identifier(PseudonymKind.PatientId, "1"));
    }

    [Fact]
    public void The_same_text_of_two_kinds_has_two_pseudonyms()
        => _pseudonyms.Identifier(PseudonymKind.PatientId, "1").ShouldNotBe(_pseudonyms.Identifier(PseudonymKind.AccessionNumber, "1"));

    [Fact]
    public void What_only_begins_like_a_registered_uid_is_replaced() => _pseudonyms.Uid("1.2.840.10008.山田").Value.ShouldStartWith("2.25.");

    [Fact]
    public void Registered_uids_stay() => _pseudonyms.Uid("1.2.840.10008.5.1.4.1.1.6.1").Value.ShouldBe("1.2.840.10008.5.1.4.1.1.6.1");

    [Fact]
    public void Date_shifts_lie_between_one_and_the_maximum_and_differ_between_patients()
    {
        int[] days = [.. Enumerable.Range(0, 500).Select(i => _pseudonyms.DateShift("P" + i, 30).Days)];
        days.ShouldAllBe(day => day >= 1 && day <= 30);
        days.Distinct().Count().ShouldBe(30);
    }

    [Fact]
    public void One_time_keys_differ_and_are_gone_when_disposed()
    {
        PseudonymKey first = PseudonymKey.OneTime();
        using PseudonymKey second = PseudonymKey.OneTime();
        first.IsOneTime.ShouldBeTrue();
        new Pseudonyms(first).Uid("1.2.3").ShouldNotBe(new Pseudonyms(second).Uid("1.2.3"));
        first.Dispose();
        Should.Throw<ObjectDisposedException>(() => new Pseudonyms(first).Uid("1.2.3"));
    }

    [Fact]
    public void A_disposed_key_stands_in_memory_no_longer()
    {
        PseudonymKey key = Fixtures.Key();
        FieldInfo bytes = typeof(PseudonymKey).GetField("_bytes", BindingFlags.NonPublic | BindingFlags.Instance).ShouldNotBeNull();
        key.Dispose();
        ((byte[])bytes.GetValue(key)!).ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void A_key_of_another_length_or_without_randomness_is_refused()
    {
        Should.Throw<ArgumentException>(() => PseudonymKey.FromBytes([.. Enumerable.Range(0, 31).Select(i => (byte)i)]));
        Should.Throw<ArgumentException>(() => PseudonymKey.FromBytes([.. Enumerable.Range(0, 33).Select(i => (byte)i)]));
        Should.Throw<ArgumentException>(() => PseudonymKey.FromBytes(new byte[32]));
        Should.Throw<ArgumentException>(() => PseudonymKey.FromBytes([.. Enumerable.Repeat((byte)7, 32)]));
    }

    [Fact]
    public void A_stored_key_is_copied_and_not_one_time()
    {
        byte[] bytes = [.. Enumerable.Range(0, 32).Select(i => (byte)(i + 7))];
        PseudonymKey key = PseudonymKey.FromBytes(bytes);
        bytes.AsSpan().Clear();
        key.IsOneTime.ShouldBeFalse();
        new Pseudonyms(key).Uid("1.2.392.999999.1").ShouldBe(_pseudonyms.Uid("1.2.392.999999.1"));
    }

    /// <summary>Worked out anew: HMAC-SHA-256 of "facility alpha" under the project's key.</summary>
    [Fact]
    public void A_facilitys_key_is_derived_from_the_projects_and_lives_as_long()
    {
        byte[] project = [.. Enumerable.Range(0, 32).Select(i => (byte)(i + 7))];
        PseudonymKey expected = PseudonymKey.FromBytes(System.Security.Cryptography.HMACSHA256.HashData(project, "facility alpha"u8));
        PseudonymKey alpha = Fixtures.Key().ForFacility(new FacilityId("alpha"));
        new Pseudonyms(alpha).Uid("1.2.3").ShouldBe(new Pseudonyms(expected).Uid("1.2.3"));
        new Pseudonyms(alpha).Uid("1.2.3").ShouldNotBe(new Pseudonyms(Fixtures.Key().ForFacility(new FacilityId("beta"))).Uid("1.2.3"));
        alpha.IsOneTime.ShouldBeFalse();
        PseudonymKey.OneTime().ForFacility(new FacilityId("alpha")).IsOneTime.ShouldBeTrue();
    }
}
