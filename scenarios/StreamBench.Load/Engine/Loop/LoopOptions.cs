using System.Collections.Immutable;
using System.Net;
using StreamBench.Load.Engine.Http;

namespace StreamBench.Load.Engine.Loop;

/// <summary>Whom a stream of a loop asks.</summary>
/// <param name="Remote">The address, resolved before the run: no stream waits for a name.</param>
/// <param name="Request">The request.</param>
internal sealed record LoopTarget(IPEndPoint Remote, RequestTemplate Request);

/// <summary>A moment at which open streams lose their connections.</summary>
/// <param name="At">When, on the engine's clock.</param>
/// <param name="IsStruck">True for the numbers of the streams that do.</param>
internal sealed record PlannedBreak(long At, Func<long, bool> IsStruck);

/// <summary>The bounds of one loop.</summary>
internal sealed record LoopOptions
{
    /// <summary>By the target that the visitor names for a stream.</summary>
    internal required ImmutableArray<LoopTarget> Targets { get; init; }

    /// <summary>Most streams at once; an arrival beyond is dropped and counted. Memory for all of them is taken at the start.</summary>
    internal int Capacity { get; init; } = 10_000;

    /// <summary>Largest event in bytes, with its framing; a larger one ends its stream.</summary>
    internal int MaxEventBytes { get; init; } = 1024 * 1024;

    /// <summary>Size of the one receive buffer, in bytes.</summary>
    internal int ReceiveBytes { get; init; } = 128 * 1024;

    /// <summary>Until a connection stands.</summary>
    internal TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the connection to the end of the response's head.</summary>
    internal TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two reads of a body.</summary>
    internal TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For a whole stream.</summary>
    internal TimeSpan StreamTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Local addresses, used in turn; empty leaves the choice to the system. One gives about 28,000 connections to a target.
    /// </summary>
    internal ImmutableArray<IPAddress> SourceAddresses { get; init; } = [];

    /// <summary>When connections are reset by us, in the order of their times, and which: a stream's number decides.</summary>
    internal ImmutableArray<PlannedBreak> Breaks { get; init; } = [];

    /// <summary>Seed of the masks of WebSocket frames.</summary>
    internal int Seed { get; init; }
}
