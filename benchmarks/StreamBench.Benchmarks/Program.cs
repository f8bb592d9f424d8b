using StreamBench.Benchmarks;
using StreamBench.Benchmarks.Codec;
using StreamBench.Benchmarks.Histograms;
using StreamBench.Benchmarks.Load;
using StreamBench.Benchmarks.Proxy;
using StreamBench.Benchmarks.Reduce;
using StreamBench.Benchmarks.Rules;
using StreamBench.Benchmarks.Serve;

// Each benchmark is one line here and one folder beside this file.
var benchmarks = new Dictionary<string, (string About, Func<string[], Task<int>> RunAsync)>(StringComparer.Ordinal)
{
    ["proxy"] = (
        "fault proxy: bytes, connections, ping-pong, held connections, beside two copy loops",
        ProxyBenchmark.RunAsync
    ),
    ["rules"] = ("fault proxy: event rules armed on streams that they watch", RulesBenchmark.RunAsync),
    ["histograms"] = ("durations into histograms: record, merge, encode", HistogramBenchmark.RunAsync),
    ["reduce"] = ("events into state: the reducer and the JSON reader", ReduceBenchmark.RunAsync),
    ["codec"] = ("a text event in every dialect: placed, written, read", CodecBenchmark.RunAsync),
    ["serve"] = ("the fake agent on one core: does it keep the pace of thousands of streams?", ServeBenchmark.RunAsync),
    ["load"] = ("events from sockets: the load engine beside C and a plain HttpClient", LoadBenchmark.RunAsync),
};

if (args.Length > 0 && benchmarks.TryGetValue(args[0], out var chosen))
{
    return await chosen.RunAsync(args[1..]);
}

Usage.Print(benchmarks.Select(b => (b.Key, b.Value.About)));
return args is ["--help"] ? 0 : 2;
