using StreamBench.Load.Plans;

namespace StreamBench.Load.Feeds;

/// <summary>Opens the feed of a scenario.</summary>
public static class FeedFactory
{
    /// <summary>The feed; files are read now.</summary>
    /// <exception cref="InvalidDataException">A file or template is wrong; the message says where.</exception>
    public static IFeed Of(LoadScenario scenario, int seed)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return scenario.Feed switch
        {
            null => new UniqueFeed(scenario.Name, seed),
            { File: { } file } feed => new TableFeed(FeedTable.Load(file), feed.Order, seed),
            var feed => Tried(new FakeFeed(feed.Fake, seed), scenario.Name),
        };
    }

    // Bogus finds an unknown word only when it fills it in.
    private static FakeFeed Tried(FakeFeed feed, string scenario)
    {
        try
        {
            feed.Row(0);
            return feed;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new InvalidDataException($"the fake feed of \"{scenario}\": {e.Message}", e);
        }
    }
}
