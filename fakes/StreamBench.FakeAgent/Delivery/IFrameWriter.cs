namespace StreamBench.FakeAgent.Delivery;

/// <summary>One subscriber's connection: payloads to frames to bytes.</summary>
internal interface IFrameWriter
{
    /// <summary>Writes <paramref name="batch"/> in order and flushes once. Waits while the client does not read.</summary>
    ValueTask WriteAsync(IReadOnlyList<Outgoing> batch, CancellationToken cancellation);
}
