using StreamBench.Load.Feeds;

namespace StreamBench.Load.Engine.Streams;

/// <summary>What a visitor decides when a stream begins.</summary>
/// <param name="Target">Which of the loop's targets it asks.</param>
/// <param name="Row">Its input, which fills the fields of the request's template; null for none.</param>
internal readonly record struct StreamStart(int Target, FeedRow? Row = null);
