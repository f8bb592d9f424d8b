using System.Collections.Frozen;
using System.Collections.Immutable;

namespace StreamBench.Load.Feeds;

/// <summary>One input: values by the names of a feed's fields.</summary>
public sealed class FeedRow
{
    private readonly FrozenDictionary<string, int> places;
    private readonly ImmutableArray<string> values;

    internal FeedRow(FrozenDictionary<string, int> places, ImmutableArray<string> values) =>
        (this.places, this.values) = (places, values);

    /// <summary>The value of a field; null when the feed has no such field.</summary>
    public string? this[string field] => places.TryGetValue(field, out var place) ? values[place] : null;
}
