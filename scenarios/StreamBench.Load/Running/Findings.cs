using System.Collections.Immutable;
using StreamBench.Load.Results;

namespace StreamBench.Load.Running;

/// <summary>Failures by kind, and the first mismatches in full. Thread-safe.</summary>
internal sealed class Findings
{
    /// <summary>Mismatches that are listed; all are counted.</summary>
    internal const int MostMismatches = 100;

    private readonly Lock gate = new();
    private readonly Dictionary<string, long> failures = new(StringComparer.Ordinal);
    private readonly List<MismatchLine> mismatches = [];

    internal void Fail(string what)
    {
        lock (gate)
        {
            failures[what] = failures.GetValueOrDefault(what) + 1;
        }
    }

    internal void Add(MismatchLine mismatch)
    {
        lock (gate)
        {
            if (mismatches.Count < MostMismatches)
            {
                mismatches.Add(mismatch);
            }
        }
    }

    internal ImmutableSortedDictionary<string, long> Failures()
    {
        lock (gate)
        {
            return failures.ToImmutableSortedDictionary(StringComparer.Ordinal);
        }
    }

    internal ImmutableArray<MismatchLine> Mismatches()
    {
        lock (gate)
        {
            return [.. mismatches.OrderBy(line => line.Stream)];
        }
    }
}
