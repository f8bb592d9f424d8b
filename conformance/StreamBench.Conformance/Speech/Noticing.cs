using StreamBench.Conformance.Catalogue;
using StreamBench.Dialects;
using StreamBench.Dialects.Design;

namespace StreamBench.Conformance.Speech;

/// <summary>What a client can notice in a dialect, by what the dialect declares of itself.</summary>
internal static class Noticing
{
    /// <summary>
    /// Why no client of <paramref name="dialect"/> can be blamed for a state that the faults of <paramref name="setup"/> have spoilt:
    /// <c>ajo does not show that a frame is missing</c>. Null when it could have noticed them all.
    /// </summary>
    internal static string? WhyUndetectable(Dialect dialect, Setup setup)
    {
        if (dialect.IsNative)
        {
            return null;
        }

        var lacks = PlantedFaults.Of(setup).SelectMany(Needed).Where(topic => !dialect.Has(topic)).Distinct().Order();
        var words = string.Join(", and ", lacks.Select(TopicWords.Lack));
        return words.Length == 0 ? null : $"{dialect.Name} {words}";
    }

    // What a dialect must have for a client to see such a fault, or to get over it.
    private static IEnumerable<Topic> Needed(Disturbance disturbance) =>
        disturbance switch
        {
            Disturbance.Loss => [Topic.Gap],
            Disturbance.Repeat => [Topic.Duplicate],
            Disturbance.Reorder => [Topic.Order],
            Disturbance.Alteration => [Topic.Digest],
            Disturbance.Break => [Topic.Redelivery, Topic.Completion],
            _ => throw new ArgumentOutOfRangeException(nameof(disturbance), disturbance, "no such disturbance"),
        };
}
