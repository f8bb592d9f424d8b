using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Dialects;

namespace StreamBench.Conformance.Planning;

/// <summary>One run of one case: a permutation with everything chosen.</summary>
public sealed record PlannedRun
{
    /// <summary>The case.</summary>
    public required Case Case { get; init; }

    /// <summary>Which of its variants.</summary>
    public required Variant Variant { get; init; }

    /// <summary>On which transport.</summary>
    public required string Transport { get; init; }

    /// <summary>In which dialect.</summary>
    public required string Dialect { get; init; }

    /// <summary>The dialect of that name.</summary>
    public Dialect Spoken =>
        DialectList.Find(Dialect) ?? throw new InvalidOperationException($"there is no dialect \"{Dialect}\"");

    /// <summary>With which script.</summary>
    public required string Script { get; init; }

    /// <summary>The position of the sweep, in a sweep over events the number of a frame; null for a case without one.</summary>
    public long? Position { get; init; }

    /// <summary>Seed of every chance in this run.</summary>
    public required int Seed { get; init; }

    /// <summary>The capabilities it needs: those of the case and those of the variant.</summary>
    public IEnumerable<string> Needs => Case.Needs.Concat(Variant.Needs);

    /// <summary>The path without the position: the cell of the run.</summary>
    public string CellPath =>
        string.Join('/', [Case.Id, $"transport:{Transport}", $"dialect:{Dialect}", $"script:{Script}", .. VariantPart]);

    /// <summary>The position as it stands in the path (<c>k:13</c>), or null.</summary>
    public string? PositionPart => Case.Sweep is { } sweep && Position is { } at ? $"{sweep.Name}:{at}" : null;

    /// <summary>The whole path.</summary>
    public string Path => PositionPart is { } part ? $"{CellPath}/{part}" : CellPath;

    private ImmutableArray<string> VariantPart => Variant.Name is { } name ? [$"variant:{name}"] : [];
}
