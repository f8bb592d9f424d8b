using StreamBench.Benchmarks;
using StreamBench.Benchmarks.Histograms;
using StreamBench.Benchmarks.Load;
using StreamBench.Benchmarks.Reduce;

// Each benchmark is one line here and one folder beside this file.
var benchmarks = new Dictionary<string, (string About, Func<string[], Task<int>> RunAsync)>(StringComparer.Ordinal)
{
    ["histograms"] = ("durations into histograms: record, merge, encode", HistogramBenchmark.RunAsync),
    ["reduce"] = ("events into state: the reducer and the JSON reader", ReduceBenchmark.RunAsync),
    ["load"] = ("events from sockets: the load engine beside C and a plain HttpClient", LoadBenchmark.RunAsync),
};

if (args.Length > 0 && benchmarks.TryGetValue(args[0], out var chosen))
{
    return await chosen.RunAsync(args[1..]);
}

Usage.Print(benchmarks.Select(b => (b.Key, b.Value.About)));
return args is ["--help"] ? 0 : 2;
