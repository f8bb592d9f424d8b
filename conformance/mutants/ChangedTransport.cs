using StreamBench.Transports;

namespace StreamBench.Mutants;

/// <summary>A transport that opens streams in another way: a place for bugs in what is asked for.</summary>
/// <param name="right">Opens streams.</param>
/// <param name="open">How each is opened.</param>
internal sealed class ChangedTransport(
    IStreamTransport right,
    Func<IStreamTransport, StreamRequest, CancellationToken, ValueTask<IStreamConnection>> open
) : IStreamTransport
{
    public string Name => right.Name;

    public ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation) =>
        open(right, request, cancellation);
}
