using System.Collections.Immutable;
using StreamBench.Load.Schedules;

namespace StreamBench.Cli.Loading;

/// <summary>What the command line says about a load run.</summary>
internal sealed record LoadSettings
{
    /// <summary>A plan file, or the name of a plan that travels with the tool; null where options say it all.</summary>
    internal string? Plan { get; init; }

    internal string? Url { get; init; }

    internal string? Dialect { get; init; }

    internal string? Transport { get; init; }

    internal string? Http { get; init; }

    /// <summary>A file of certificates, from the working folder, or <c>any</c>.</summary>
    internal string? Trust { get; init; }

    internal string? Script { get; init; }

    internal string? Rate { get; init; }

    internal string? Duration { get; init; }

    internal string? Verify { get; init; }

    internal string? Faults { get; init; }

    internal string? FaultShare { get; init; }

    internal ImmutableArray<string> Thresholds { get; init; } = [];

    internal ImmutableArray<string> Search { get; init; } = [];

    internal Segment Segment { get; init; } = Segment.Whole;

    internal int? Seed { get; init; }

    internal int Threads { get; init; } = 1;

    internal long? Only { get; init; }

    internal string? Results { get; init; }

    internal string? JUnit { get; init; }

    internal string? Markdown { get; init; }

    internal string? Csv { get; init; }

    internal string? Metrics { get; init; }
}
