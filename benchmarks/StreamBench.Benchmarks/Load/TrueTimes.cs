using System.Text;
using System.Text.Json;
using StreamBench.Load.Histograms;

namespace StreamBench.Benchmarks.Load;

/// <summary>What a server knows of its own streams: when it was asked, and when it wrote.</summary>
internal sealed class TrueTimes
{
    private readonly Dictionary<string, Histogram> clocks = new(StringComparer.Ordinal)
    {
        ["ttfe"] = new(),
        ["ttfc"] = new(),
        ["turn"] = new(),
        ["gap"] = new(),
    };

    internal void OnWritten(PacedStream stream, long at, bool isContent, bool isLast)
    {
        if (stream.Said == 0)
        {
            clocks["ttfe"].Record(at - stream.AskedAt);
        }
        else
        {
            clocks["gap"].Record(at - stream.LastAt);
        }

        if (isContent)
        {
            clocks["ttfc"].Record(at - stream.AskedAt);
        }

        if (isLast)
        {
            clocks["turn"].Record(at - stream.AskedAt);
        }
    }

    /// <summary>A response with p50 and p99 of each clock, in microseconds.</summary>
    internal byte[] Answer()
    {
        var times = clocks.ToDictionary(
            clock => clock.Key,
            clock => new double[] { clock.Value.Percentile(50) / 1000.0, clock.Value.Percentile(99) / 1000.0 }
        );
        var json = JsonSerializer.Serialize(times, ClientFiguresJson.Default.DictionaryStringDoubleArray);
        return Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {json.Length}\r\n\r\n{json}"
        );
    }
}
