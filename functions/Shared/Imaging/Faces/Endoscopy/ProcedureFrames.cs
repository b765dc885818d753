namespace Pipeline.Imaging.Faces;

/// <summary>Which frames of an endoscopy are of the procedure: those before and after it may show the face and are dropped.</summary>
/// <param name="First">Index of the first frame that stays.</param>
/// <param name="Count">Frames that stay; 0 where a person must look.</param>
/// <param name="Review">Why a person must look, in words for them; null when all is sure.</param>
public sealed record ProcedureFrames(int First, int Count, string? Review)
{
    /// <summary>Finds the procedure in the frames of one object, or in the pictures of one series in their order.</summary>
    /// <param name="scenes">What each shows.</param>
    public static ProcedureFrames Find(IReadOnlyList<Scene> scenes)
    {
        int first = 0, end = scenes.Count;
        while (first < end && scenes[first] == Scene.Room) first++;
        while (end > first && scenes[end - 1] == Scene.Room) end--;
        if (first == end) return new ProcedureFrames(0, 0, "no frame shows the inside of a body");
        for (int i = first; i < end; i++)
        {
            if (scenes[i] == Scene.Unsure) return new ProcedureFrames(0, 0, $"frame {i + 1} may show a room or a face");
            if (scenes[i] == Scene.Room) return new ProcedureFrames(0, 0, $"frame {i + 1}, within the procedure, shows a room");
        }

        return new ProcedureFrames(first, end - first, null);
    }
}
