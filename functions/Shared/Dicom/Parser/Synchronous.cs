namespace Pipeline.Dicom;

/// <summary>Ends tasks that were made to complete at once, or, where a caller's own source does not, waits for it.</summary>
internal static class Synchronous
{
    public static T Result<T>(ValueTask<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : task.AsTask().GetAwaiter().GetResult();

    public static void Wait(ValueTask task)
    {
        if (task.IsCompleted)
            task.GetAwaiter().GetResult();
        else
            task.AsTask().GetAwaiter().GetResult();
    }
}
