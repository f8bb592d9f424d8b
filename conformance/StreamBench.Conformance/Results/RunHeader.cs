using System.Collections.Immutable;
using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Results;

/// <summary>The first line of <c>results.jsonl</c>: what was run, with what.</summary>
public sealed record RunHeader : ResultLine
{
    /// <summary>Version of the format; 1.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Version of StreamBench.</summary>
    public required string StreamBench { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The seed of every chance.</summary>
    public required string Seed { get; init; }

    /// <summary>The command line, without its program.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>The operating system, its architecture and the number of processors.</summary>
    public required string Machine { get; init; }

    /// <summary>Who was tested.</summary>
    public required ImmutableArray<ClientCard> Clients { get; init; }

    /// <summary>How many runs were planned.</summary>
    public required int Planned { get; init; }
}

/// <summary>The last line of <c>results.jsonl</c>. A file without it was cut short, and is still of use.</summary>
public sealed record RunFooter : ResultLine
{
    /// <summary>When the run ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>True when somebody stopped it (Ctrl-C).</summary>
    public bool Interrupted { get; init; }

    /// <summary>How many runs have a line.</summary>
    public required int Runs { get; init; }

    /// <summary>The exit code of the command.</summary>
    public required int ExitCode { get; init; }
}
