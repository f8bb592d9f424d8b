using StreamBench.Load.Feeds;

namespace StreamBench.Load.Engine.Streams;

/// <summary>What a visitor decides when a stream begins.</summary>
/// <param name="Target">Which of the loop's targets it asks.</param>
/// <param name="Row">Its input, which fills the fields of the request's template; null for none.</param>
/// <param name="BytesPerSecond">How fast it reads at most; 0 for as fast as it can.</param>
internal readonly record struct StreamStart(int Target, FeedRow? Row = null, int BytesPerSecond = 0)
{
    /// <summary>True for a stream that is never too long and never too silent.</summary>
    internal bool IsHeld { get; init; }
}
