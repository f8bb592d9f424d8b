namespace StreamBench.Transports;

/// <summary>One way to carry a conversation's stream. Thread-safe; opens any number of connections.</summary>
public interface IStreamTransport
{
    /// <summary>The transport's name on the command line: <c>sse</c>, <c>ndjson</c>, <c>lp</c>, <c>ws</c> or <c>grpc</c>; a dialect may have others.</summary>
    string Name { get; }

    /// <summary>
    /// Opens the stream, after <see cref="StreamRequest.Cursor"/> where one is given. A refusal is no exception: it is a
    /// connection without frames whose <see cref="IStreamConnection.End"/> says why.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation);
}
