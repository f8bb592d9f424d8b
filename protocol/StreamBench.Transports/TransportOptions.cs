using StreamBench.Protocol.Json;

namespace StreamBench.Transports;

/// <summary>The bounds every transport keeps.</summary>
public sealed record TransportOptions
{
    /// <summary>Longest wait from the request to the head of its answer. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest silence on an open stream; any byte ends it. Default 45 s, three heartbeats of 15 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Largest event, in bytes. Default 1 MiB.</summary>
    public int MaxEventBytes { get; init; } = JsonLimits.DefaultMaxEventBytes;

    /// <summary>Largest answer to one long poll, in bytes. Default 16 MiB.</summary>
    public int MaxBatchBytes { get; init; } = 16 << 20;
}
