namespace StreamBench.Load.Feeds;

/// <summary>Gives each stream its input. A function of the plan's seed and the arrival's <c>Input</c> alone, so that every segment agrees. Thread-safe.</summary>
public interface IFeed
{
    /// <summary>Names of the fields.</summary>
    IReadOnlyCollection<string> Fields { get; }

    /// <summary>The input of a scenario's <paramref name="index"/>-th stream, from 0.</summary>
    /// <exception cref="FeedExhaustedException">Each row may be used once and all were.</exception>
    FeedRow Row(long index);
}

/// <summary>A feed whose rows may be used once has no more.</summary>
public sealed class FeedExhaustedException(string message) : Exception(message);
