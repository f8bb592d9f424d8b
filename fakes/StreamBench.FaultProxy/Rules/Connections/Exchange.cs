using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>What both directions of a connection know of it: requests that wait for their response, and what it became. Thread-safe.</summary>
internal sealed class Exchange
{
    /// <summary>Requests sent ahead that are followed; a client that sends more gets its bytes passed on unread.</summary>
    public const int MaxPipelined = 256;

    private readonly Queue<HttpHead> waiting = new();
    private readonly Lock gate = new();

    /// <summary>The format of WebSocket messages once both sides have agreed on it; else null.</summary>
    public EventFormat? Upgraded
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>The path the WebSocket was asked for at; set before <see cref="Upgraded"/>.</summary>
    public string? UpgradedPath { get; set; }

    /// <summary>Whether HTTP ended on this connection, and what flows now is not understood.</summary>
    public bool IsTunnel
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>Whether the client began as HTTP/2 does; set before <see cref="IsTunnel"/>.</summary>
    public bool IsHttp2
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>Whether neither direction may carry anything, not even an end.</summary>
    public bool IsHalfOpen
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>Whether the client has ended its side.</summary>
    public bool ClientHasLeft
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    public void Add(HttpHead request)
    {
        lock (gate)
        {
            if (waiting.Count < MaxPipelined)
                waiting.Enqueue(request);
            else
                IsTunnel = true;
        }
    }

    /// <summary>The request that <see cref="Take"/> would give.</summary>
    public HttpHead? Peek()
    {
        lock (gate)
            return waiting.TryPeek(out var request) ? request : null;
    }

    /// <summary>The request a response answers; null when it was sent before anybody looked.</summary>
    public HttpHead? Take()
    {
        lock (gate)
            return waiting.TryDequeue(out var request) ? request : null;
    }
}
