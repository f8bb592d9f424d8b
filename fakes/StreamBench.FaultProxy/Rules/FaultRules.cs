using System.Collections.Immutable;

namespace StreamBench.FaultProxy.Rules;

/// <summary>The rules of a proxy: each event passes them in this order.</summary>
public sealed record FaultRules
{
    /// <summary>The most rules a proxy takes.</summary>
    public const int MaxRules = 64;

    /// <summary>No rule at all.</summary>
    public static readonly FaultRules None = new();

    /// <summary>Chance follows from it; the seed of the run unless given.</summary>
    public long? Seed { get; init; }

    /// <summary>The rules, at most <see cref="MaxRules"/>.</summary>
    public ImmutableArray<FaultRule> Rules { get; init; } = [];

    /// <summary>Rules made in code.</summary>
    public static FaultRules Of(params ReadOnlySpan<FaultRule> rules) => new() { Rules = [.. rules] };
}
