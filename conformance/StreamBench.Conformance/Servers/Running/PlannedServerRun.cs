using StreamBench.Conformance.Servers.Cases;

namespace StreamBench.Conformance.Servers.Running;

/// <summary>One run of one case for servers, with everything chosen.</summary>
public sealed record PlannedServerRun
{
    /// <summary>The case.</summary>
    public required ServerCase Case { get; init; }

    /// <summary>Its permutation, or null.</summary>
    public ServerVariant? Variant { get; init; }

    /// <summary>On which transport.</summary>
    public required string Transport { get; init; }

    /// <summary>In which dialect.</summary>
    public required string Dialect { get; init; }

    /// <summary>What the server plays; null when it says what it likes.</summary>
    public string? Script { get; init; }

    /// <summary>After which event of the sweep; null for a case without one.</summary>
    public int? Position { get; init; }

    /// <summary>Seed of every chance.</summary>
    public required int Seed { get; init; }

    /// <summary>The path without the position.</summary>
    public string CellPath =>
        $"{Case.Id}/transport:{Transport}/dialect:{Dialect}"
        + (Script is { } script && Case.Scripts.Length > 1 ? $"/script:{script}" : "")
        + (Variant is { } variant ? $"/variant:{variant.Name}" : "");

    /// <summary>The position as it stands in the path (<c>k:13</c>), or null.</summary>
    public string? PositionPart => Position is { } k ? $"k:{k}" : null;

    /// <summary>The whole path.</summary>
    public string Path => PositionPart is { } part ? $"{CellPath}/{part}" : CellPath;
}

/// <summary>What will be run.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Unimplemented">One for each cell whose needs the server does not declare.</param>
public sealed record ServerPlan(
    System.Collections.Immutable.ImmutableArray<PlannedServerRun> Runs,
    System.Collections.Immutable.ImmutableArray<PlannedServerRun> Unimplemented
);
