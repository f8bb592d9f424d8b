namespace StreamBench.Benchmarks.Serve;

/// <summary>How much is streamed.</summary>
internal sealed record ServePlan(int Conversations, int Seconds)
{
    internal const int EventsPerSecond = 20;

    internal static readonly TimeSpan Pace = TimeSpan.FromSeconds(1) / EventsPerSecond;

    /// <summary>How long it takes until all are open: pace is in question here, not a storm of connections.</summary>
    internal static readonly TimeSpan Opening = TimeSpan.FromSeconds(5);

    /// <summary>Paced events of one conversation.</summary>
    internal int Events => Seconds * EventsPerSecond;
}
