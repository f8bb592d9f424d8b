namespace StreamBench.FakeAgent.Delivery;

/// <summary>Why a subscription ended, seen from the server.</summary>
internal enum StreamEnd
{
    /// <summary>Everything was said and <c>bye{done}</c> sent.</summary>
    Done,

    /// <summary>The client was too slow and was told so.</summary>
    SlowConsumer,

    /// <summary>The epoch ended: the connection is cut without a word, as a crash would.</summary>
    Restarted,

    /// <summary>The server shuts down, or sends its readers away on purpose, and has said <c>bye</c>.</summary>
    Drained,

    /// <summary>The client asked for another resume point on the same connection; a new subscription follows.</summary>
    Replaced,

    /// <summary>A fault ends this response in good order, in the middle of whatever is said.</summary>
    Ended,

    /// <summary>A fault resets the connection.</summary>
    Cut,

    /// <summary>The client went away, or stopped reading for too long.</summary>
    Aborted,
}
