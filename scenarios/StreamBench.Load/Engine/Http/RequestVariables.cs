using StreamBench.Load.Feeds;

namespace StreamBench.Load.Engine.Http;

/// <summary>What a template's placeholders stand for, in one request.</summary>
internal readonly ref struct RequestVariables
{
    /// <summary>
    /// <c>{{number}}</c>: the number of the iteration, unique in a run; <c>{{hex}}</c>: the same as 12 hexadecimal digits, the last
    /// group of a UUID.
    /// </summary>
    internal long Number { get; init; }

    /// <summary><c>{{stream}}</c>: the slot that carries it, small and reused; good as a virtual user's number.</summary>
    internal int Stream { get; init; }

    /// <summary><c>{{field}}</c>: the stream's input; null for none.</summary>
    internal FeedRow? Row { get; init; }

    /// <summary><c>{{cursor}}</c>: the last event id of the stream that is resumed; empty for a new one.</summary>
    internal ReadOnlySpan<byte> Cursor { get; init; }
}
