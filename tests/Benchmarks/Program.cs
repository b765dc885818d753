using BenchmarkDotNet.Running;
using Pipeline.Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- --filter '*'
// Each class has a floor, copying the same bytes; read the Ratio column, not the times.
// dotnet run -c Release --project tests/Benchmarks -- masking
// Frames a second of masking on all processors, and those of other programs where they are installed.
// dotnet run -c Release --project tests/Benchmarks -- decoding FILE...
// Decoding beside dcmtk and GDCM on the same files.
if (args is ["masking"]) MaskingRates.Print();
else if (args is ["decoding", .. string[] files]) DecodingRates.Print(files);
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
