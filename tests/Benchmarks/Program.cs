using BenchmarkDotNet.Running;
using Pipeline.Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- …
//   peers              whole programs over generated files, start-up included
//   masking            frames a second of masking on all processors, and those of other programs where they are installed
//   decoding FILE...   decoding beside dcmtk and GDCM on the same files
//   --filter '*'       parts; each class has a floor, copying the same bytes: read the Ratio column, not the times
switch (args)
{
    case ["peers", ..]:
        return PeersBenchmark.Run(args);
    case ["masking"]:
        MaskingRates.Print();
        return 0;
    case ["decoding", .. string[] files]:
        DecodingRates.Print(files);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
