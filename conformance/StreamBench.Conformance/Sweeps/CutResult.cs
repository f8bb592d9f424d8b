namespace StreamBench.Conformance.Sweeps;

/// <summary>What became of one client after one cut.</summary>
public sealed record CutResult
{
    /// <summary>Name of the transport.</summary>
    public required string Transport { get; init; }

    /// <summary>Name of the script.</summary>
    public required string Script { get; init; }

    /// <summary>Name of the client.</summary>
    public required string Client { get; init; }

    /// <summary>The cut.</summary>
    public required SweepCut Cut { get; init; }

    /// <summary>True when the client's final state is the script's.</summary>
    public bool IsEqual => Difference is null;

    /// <summary>The first place where it is not, on one line; or null.</summary>
    public string? Difference { get; init; }

    /// <summary>How often the client opened the stream again.</summary>
    public required int Reconnects { get; init; }

    /// <summary>How long the client took from its first connection to its end, in milliseconds. Recorded, never judged.</summary>
    public double TookMs { get; init; }

    /// <summary>How the client's run ended, as one word.</summary>
    public required string Outcome { get; init; }

    /// <summary>False when the client failed where it had to pass, or passed where its planted bug had to show.</summary>
    public required bool IsAsExpected { get; init; }
}
