namespace Pipeline.Research;

/// <summary>Cuts the writing of an object that may not leave: what was written of it becomes no blob.</summary>
internal sealed class LeftOutException(LeftOutInstance instance) : Exception(instance.Reason)
{
    public LeftOutInstance Instance { get; } = instance;
}
