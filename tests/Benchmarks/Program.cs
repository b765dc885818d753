using BenchmarkDotNet.Running;
using Pipeline.Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- peers          whole programs over generated files, start-up included
// dotnet run -c Release --project tests/Benchmarks -- --filter '*'   parts; each class has a floor, copying the same bytes
// Read the ratios, not the times.
if (args is ["peers", ..])
{
    return PeersBenchmark.Run(args);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
