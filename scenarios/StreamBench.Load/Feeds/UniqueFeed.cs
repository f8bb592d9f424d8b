using System.Collections.Frozen;

namespace StreamBench.Load.Feeds;

/// <summary>
/// A text of its own for each stream, where the plan names no feed. Servers that cache answers, or prompts, would show
/// their cache if every stream asked the same.
/// </summary>
internal sealed class UniqueFeed(string scenario, int seed) : IFeed
{
    private static readonly FrozenDictionary<string, int> Places = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["id"] = 0,
        ["text"] = 1,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Fields => Places.Keys;

    public FeedRow Row(long index)
    {
        var id = $"{scenario}-{seed}-{index}";
        return new FeedRow(Places, [id, $"Question {id}: what is the state of my order?"]);
    }
}
