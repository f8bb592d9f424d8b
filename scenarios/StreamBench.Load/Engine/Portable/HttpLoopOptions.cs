using System.Collections.Immutable;
using System.Net.Security;
using StreamBench.Load.Engine.Loop;

namespace StreamBench.Load.Engine.Portable;

/// <summary>The bounds of one portable loop; as <c>LoopOptions</c>, where they share a name.</summary>
internal sealed record HttpLoopOptions
{
    /// <summary>By the target that the visitor names for a stream.</summary>
    internal required ImmutableArray<HttpTarget> Targets { get; init; }

    internal int Capacity { get; init; } = 10_000;

    internal int MaxEventBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of one read.</summary>
    internal int ReceiveBytes { get; init; } = 64 * 1024;

    internal TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    internal TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(60);

    internal TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For a whole stream.</summary>
    internal TimeSpan StreamTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>When connections are taken away by us, in the order of their times, and which: a stream's number decides.</summary>
    internal ImmutableArray<PlannedBreak> Breaks { get; init; } = [];

    /// <summary>For waits; moments are those of the engine's clock.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Certificates and names for TLS; null for the system's own rules.</summary>
    internal SslClientAuthenticationOptions? Tls { get; init; }
}
