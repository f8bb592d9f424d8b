using System.Collections.Frozen;
using System.Collections.Immutable;
using Bogus;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Feeds;

/// <summary>Inputs that Bogus invents from templates, each from a seed of its own.</summary>
internal sealed class FakeFeed : IFeed
{
    private const int Stream = 1 << 22;

    private readonly FrozenDictionary<string, int> places;
    private readonly ImmutableArray<string> templates;
    private readonly int seed;

    internal FakeFeed(ImmutableSortedDictionary<string, string> templates, int seed)
    {
        places = templates
            .Keys.Select((name, i) => (name, i))
            .ToFrozenDictionary(field => field.name, field => field.i, StringComparer.Ordinal);
        this.templates = [.. templates.Values];
        this.seed = seed;
    }

    public IReadOnlyCollection<string> Fields => places.Keys;

    public FeedRow Row(long index)
    {
        var faker = new Faker { Random = new Randomizer(Chance.Of(seed, Stream, index).Next()) };
        return new FeedRow(places, [.. templates.Select(faker.Parse)]);
    }
}
