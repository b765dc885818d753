using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/Benchmarks -- --filter '*'
// Each class has a floor, copying the same bytes; read the Ratio column, not the times.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
