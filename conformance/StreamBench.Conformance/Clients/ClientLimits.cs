namespace StreamBench.Conformance.Clients;

/// <summary>How patient the harness is with a client under test, and how much it takes from it.</summary>
public sealed record ClientLimits
{
    /// <summary>Longest wait for the introduction. Default 20 s: an interpreter may have to compile the client first.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long after its deadline a case may still be answered. Default 5 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for the answer to an action. Default 10 s.</summary>
    public TimeSpan Action { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may take to end after <c>stop</c>. Default 2 s.</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a process may take to end after SIGTERM before it is killed with everything it started. Default 5 s.</summary>
    public TimeSpan Terminate { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest message of a client, in bytes. Default 16 MiB.</summary>
    public int MaxLineBytes { get; init; } = 16 << 20;

    /// <summary>Most bytes that a client may write between two answers. Default 512 MiB.</summary>
    public long MaxOutputBytes { get; init; } = 512L << 20;

    /// <summary>How much of a client's log is kept, in bytes; the oldest is forgotten first. Default 64 KiB.</summary>
    public int MaxLogBytes { get; init; } = 64 << 10;

    /// <summary>Most orders that may wait for a client to read them. Default 256.</summary>
    public int MaxWaitingOrders { get; init; } = 256;

    /// <summary>Deepest nesting of a message, in levels. Default 128: twice what an event may have.</summary>
    public int MaxDepth { get; init; } = 128;
}
