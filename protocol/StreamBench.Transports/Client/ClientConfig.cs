using StreamBench.Protocol.Json;

namespace StreamBench.Transports.Client;

/// <summary>How patient a client is. A harness sends small values so that every recovery fits into a test.</summary>
public sealed record ClientConfig
{
    /// <summary>First wait before a reconnect; it doubles with every attempt in vain. Default 500 ms.</summary>
    public TimeSpan InitialRetry { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait that the client chooses by itself; a server may ask for more. Default 30 s.</summary>
    public TimeSpan MaxRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest silence on an open stream. Default 45 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Longest time that an open turn may make no progress. Default 2 min.</summary>
    public TimeSpan TurnTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest wait for the head of an answer. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long later events may wait for an earlier one before the hole is repaired by a resume. Default 100 ms.</summary>
    public TimeSpan GapPatience { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Largest event, in bytes. Default 1 MiB.</summary>
    public int MaxEventBytes { get; init; } = JsonLimits.DefaultMaxEventBytes;

    /// <summary>Attempts in a row that may bring nothing new before the client gives up. Default 10.</summary>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>Repairs of one and the same place before the client gives up. Default 6.</summary>
    public int MaxRepairs { get; init; } = 6;

    /// <summary>The share of this that the transports keep.</summary>
    public TransportOptions ToTransportOptions() =>
        new()
        {
            ConnectTimeout = ConnectTimeout,
            IdleTimeout = IdleTimeout,
            MaxEventBytes = MaxEventBytes,
        };
}
