using Azure.Core;
using Azure.Core.Pipeline;

namespace Pipeline.Interleaving.Tests;

/// <summary>A run's points at the storage: before and after each request that changes it. A dead run reaches nothing.</summary>
/// <param name="inner">The storage.</param>
/// <param name="changed">Sees each change at the instant it is made, before anything else can happen.</param>
internal sealed class StoragePoints(HttpPipelineTransport inner, Func<Request, Task> changed) : HttpPipelineTransport
{
    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The center asks asynchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        Run? run = Run.Current;
        run?.ThrowIfDead();
        if (message.Request.Method == RequestMethod.Get || message.Request.Method == RequestMethod.Head)
        {
            await inner.ProcessAsync(message);
            return;
        }

        if (run is not null)
        {
            run.HasWritten = true;
            await run.PassAsync();
        }

        await inner.ProcessAsync(message);
        if (!message.Response.IsError)
        {
            await changed(message.Request);
        }

        if (run is not null)
        {
            await run.PassAsync();
        }
    }
}
