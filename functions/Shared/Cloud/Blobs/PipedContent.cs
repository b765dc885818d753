using System.IO.Pipelines;

namespace Pipeline.Cloud;

/// <summary>Joins code that writes to a stream with a client that reads from one, through a bounded pipe.</summary>
internal static class PipedContent
{
    private static readonly PipeOptions Bounded = new(
        pauseWriterThreshold: 1024 * 1024, resumeWriterThreshold: 512 * 1024, minimumSegmentSize: 64 * 1024, useSynchronizationContext: false);

    /// <summary>
    /// Runs both at once. If the writer throws, the reader's read throws before its end, so it cannot take half for the
    /// whole; the writer's exception is thrown here.
    /// </summary>
    public static async Task<T> ReadWhileWritingAsync<T>(
        Func<Stream, CancellationToken, Task> write, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var pipe = new Pipe(Bounded);
        using var readerDone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<Exception?> writing = Task.Run(() => FillAsync(pipe.Writer, write, readerDone.Token), CancellationToken.None);
        try
        {
            await using Stream content = pipe.Reader.AsStream();
            T result = await read(content, cancellationToken);
            await writing;
            return result;
        }
        catch (Exception)
        {
            await readerDone.CancelAsync();
            if (await writing is { } cause and not OperationCanceledException)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
            }

            throw;
        }
    }

    private static async Task<Exception?> FillAsync(PipeWriter writer, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await using Stream target = writer.AsStream(leaveOpen: true);
            await write(target, cancellationToken);
        }
        catch (Exception e)
        {
            failure = e;
        }

        await writer.CompleteAsync(failure);
        return failure;
    }
}
