using System.Buffers.Binary;
using Pipeline.Dicom;
using Pipeline.Imaging.Faces;

namespace Pipeline.Deidentification;

/// <summary>Makes a header follow its frames where those before and after the procedure are dropped.</summary>
internal static class KeptFrames
{
    private const ushort NumberOfFramesInOverlay = 0x0015;

    /// <summary>Attributes that number frames, or hold something for each, and are not made to follow.</summary>
    private static readonly Tag[] Unfollowed =
    [
        Tags.PerFrameFunctionalGroupsSequence, Tags.RepresentativeFrameNumber, Tags.FrameNumbersOfInterest, Tags.StartTrim, Tags.StopTrim, Tags.FrameLabelVector, Tags.RWaveTimeVector,
        Tags.FrameDimensionPointer, Tags.SliceVector, Tags.TriggerVector, Tags.MultiplexedAudioChannelsDescriptionCodeSequence, Tags.WaveformSequence,
    ];

    /// <summary>Writes the number of frames, and the times between those that stay.</summary>
    /// <param name="root">The object's header.</param>
    /// <param name="kept">The frames that stay.</param>
    /// <param name="frames">Frames that the object has.</param>
    /// <exception cref="QuarantineException">Something else in the header counts frames.</exception>
    public static void Write(DataSet root, ProcedureFrames kept, int frames)
    {
        foreach (Tag tag in Unfollowed)
        {
            if (root.Contains(tag)) throw Unfollowable(tag);
        }

        for (int group = 0x6000; group <= 0x60FE; group += 2)
        {
            if (root.Contains(new Tag((ushort)group, NumberOfFramesInOverlay))) throw Unfollowable(new Tag((ushort)group, NumberOfFramesInOverlay));
        }

        if (root.TryGet(Tags.FrameIncrementPointer, out Element pointer) && !IsTime(pointer.Value)) throw Unfollowable(Tags.FrameIncrementPointer);
        if (root.Contains(Tags.FrameTimeVector))
        {
            IReadOnlyList<string> times = root.GetStrings(Tags.FrameTimeVector);
            if (times.Count != frames) throw Unfollowable(Tags.FrameTimeVector);

            // The first frame follows no other (PS3.3 C.7.6.5.1.2).
            root.SetStrings(Tags.FrameTimeVector, ["0", .. times.Skip(kept.First + 1).Take(kept.Count - 1)]);
        }

        root.SetInts(Tags.NumberOfFrames, kept.Count);
    }

    private static bool IsTime(ReadOnlySpan<byte> pointer)
    {
        if (pointer.Length != 4) return false;
        var tag = new Tag(BinaryPrimitives.ReadUInt16LittleEndian(pointer), BinaryPrimitives.ReadUInt16LittleEndian(pointer[2..]));
        return tag == Tags.FrameTime || tag == Tags.FrameTimeVector;
    }

    private static QuarantineException Unfollowable(Tag tag)
        => new(DeidentificationReason.FaceNotRemoved, "frames before or after the procedure cannot be dropped: the header counts frames in a way that is not followed", tag);
}
