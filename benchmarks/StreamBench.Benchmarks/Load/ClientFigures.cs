using System.Text.Json.Serialization;

namespace StreamBench.Benchmarks.Load;

/// <summary>What one client process measured, on one line of JSON. Times in microseconds.</summary>
internal sealed record ClientFigures
{
    public required string Client { get; init; }

    public long Events { get; init; }

    public double EventsPerSecond { get; init; }

    public double CpuMicrosecondsPerEvent { get; init; }

    public double AllocatedBytesPerEvent { get; init; }

    public int Gen0 { get; init; }

    public int Gen1And2 { get; init; }

    public long Streams { get; init; }

    public int Open { get; init; }

    public long Failed { get; init; }

    public long OutOfOrder { get; init; }

    public double ResidentMegabytes { get; init; }

    /// <summary>Resident growth since before the first stream, per open stream.</summary>
    public double KilobytesPerStream { get; init; }

    public double OwnLagP50 { get; init; }

    public double OwnLagP99 { get; init; }

    public double GapP50 { get; init; }

    public double FirstEventP50 { get; init; }

    public double StartLagP50 { get; init; }

    public double StartLagP99 { get; init; }

    public double LagP99 { get; init; }

    /// <summary>Clocks of whole runs, by their names: p50 and p99 from the intended start.</summary>
    public Dictionary<string, double[]> Times { get; init; } = [];

    internal static ClientFigures Between(string client, in RunMark from, in RunMark to)
    {
        var events = to.Events - from.Events;
        return new ClientFigures
        {
            Client = client,
            Events = events,
            EventsPerSecond = events / ((to.At - from.At) / 1e9),
            CpuMicrosecondsPerEvent = (to.Cpu - from.Cpu).TotalMicroseconds / Math.Max(1, events),
            AllocatedBytesPerEvent = (double)(to.Allocated - from.Allocated) / Math.Max(1, events),
            Gen0 = to.Gen0 - from.Gen0,
            Gen1And2 = to.Gen1And2 - from.Gen1And2,
        };
    }
}

[JsonSerializable(typeof(ClientFigures))]
[JsonSerializable(typeof(Dictionary<string, double[]>))]
internal sealed partial class ClientFiguresJson : JsonSerializerContext;
