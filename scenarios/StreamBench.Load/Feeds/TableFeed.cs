using System.Collections.Frozen;
using System.Collections.Immutable;
using StreamBench.Load.Plans;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Feeds;

/// <summary>Rows of a file.</summary>
internal sealed class TableFeed : IFeed
{
    private const int Stream = 1 << 21;

    private readonly ImmutableArray<FeedRow> rows;
    private readonly FeedOrder order;
    private readonly int seed;
    private readonly Lock gate = new();
    private (long Pass, int[] Places) shuffled = (-1, []);

    internal TableFeed(FeedTable table, FeedOrder order, int seed)
    {
        var places = table
            .Fields.Select((name, i) => (name, i))
            .ToFrozenDictionary(field => field.name, field => field.i, StringComparer.Ordinal);
        rows = [.. table.Rows.Select(values => new FeedRow(places, values))];
        Fields = table.Fields;
        (this.order, this.seed) = (order, seed);
    }

    public IReadOnlyCollection<string> Fields { get; }

    public FeedRow Row(long index)
    {
        var place = (int)(index % rows.Length);
        return order switch
        {
            FeedOrder.Sequence => rows[place],
            FeedOrder.Random => rows[(int)(Chance.Share(seed, Stream, index) * rows.Length)],
            FeedOrder.Shuffle => rows[Shuffled(index / rows.Length)[place]],
            _ => index < rows.Length
                ? rows[place]
                : throw new FeedExhaustedException(
                    $"the feed has {rows.Length} rows to use once and stream {index + 1} needs another: add rows, or set order: sequence"
                ),
        };
    }

    // One pass is kept: streams ask for rows nearly in order.
    private int[] Shuffled(long pass)
    {
        lock (gate)
        {
            if (shuffled.Pass != pass)
            {
                var places = Enumerable.Range(0, rows.Length).ToArray();
                Chance.Of(seed, Stream, pass).Shuffle(places);
                shuffled = (pass, places);
            }

            return shuffled.Places;
        }
    }
}
