using StreamBench.FaultProxy.Framing;
using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>What the faults of one response share.</summary>
internal sealed class BodyContext
{
    private long changedBytes;

    /// <summary>Where writes, waits and cuts go.</summary>
    public required Plan Plan { get; init; }

    /// <summary>How its events are read; null when it has none that are known.</summary>
    public EventFormat? Format { get; init; }

    /// <summary>Whether the body is sent in chunks, which are made anew around each event.</summary>
    public bool IsChunked { get; init; }

    /// <summary>The HTTP/2 stream it flows on, in DATA frames that are made anew around each event; 0 for none.</summary>
    public int Http2Stream { get; init; }

    /// <summary>Counts the events of its path; null when no rule counts that way.</summary>
    public EventCount? OnPath { get; init; }

    /// <summary>Bytes that rules may hold back in it.</summary>
    public int MaxHeldBytes => Http2Stream > 0 ? FaultLimits.HeldDataBytes : FaultLimits.HeldBytes;

    /// <summary>The same for people.</summary>
    public string MaxHeld => Http2Stream > 0 ? "32 KiB" : "4 MiB";

    /// <summary>Which way it flows.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Which connection this is, as rules count them; 0 when they do not.</summary>
    public long Number { get; init; }

    /// <summary>Where to report what was done.</summary>
    public required IFaultReports Reports { get; init; }

    /// <summary>The time since the head of the response, when the bytes now at work came.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>Bytes of the body in front of the frame now at work.</summary>
    public long Offset { get; set; }

    /// <summary>Asks to make the body longer or shorter. No where that would upset the flow control of HTTP/2, which counts every byte.</summary>
    public bool CanChange(long bytes)
    {
        if (Http2Stream > 0 && changedBytes + Math.Abs(bytes) > FaultLimits.ChangedDataBytes)
            return false;
        changedBytes += Math.Abs(bytes);
        return true;
    }
}

/// <summary>Takes reports of what the rules do.</summary>
internal interface IFaultReports
{
    /// <summary>A rule acted.</summary>
    void Acted(FaultRule rule, string ruleName, BodyContext body, in FramedEvent frame, string? detail);

    /// <summary>A rule could not act and let the bytes pass.</summary>
    void SteppedAside(FaultRule rule, string ruleName, BodyContext body, in FramedEvent frame, string why);

    /// <summary>Refuses the next connections.</summary>
    void Refuse(int connections);
}

/// <summary>What one fault knows: its response, its source of chance, its name.</summary>
/// <param name="Body">The response.</param>
/// <param name="Random">Chance of this rule in this response.</param>
/// <param name="RuleName">The rule in the log.</param>
/// <param name="Strike">The one time of a rule that acts once.</param>
internal sealed record FaultContext(BodyContext Body, Random Random, string RuleName, Strike Strike);
