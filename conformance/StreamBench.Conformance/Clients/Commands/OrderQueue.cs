using System.Threading.Channels;

namespace StreamBench.Conformance.Clients.Commands;

/// <summary>Writes orders to a client, one after the other, and never waits for it to read them.</summary>
internal sealed class OrderQueue : IAsyncDisposable
{
    private readonly Channel<Order> waiting;
    private readonly Stream output;
    private readonly Task writing;

    internal OrderQueue(Stream output, int capacity)
    {
        this.output = output;
        waiting = Channel.CreateBounded<Order>(new BoundedChannelOptions(capacity) { SingleReader = true });
        writing = WriteAsync();
    }

    /// <summary>
    /// Hands an order over. The task completes when it has gone to the client, fails when the client has closed its input, and
    /// never completes when the client reads nothing, or so slowly that the queue is full.
    /// </summary>
    internal Task Send(byte[] order)
    {
        var handedOver = new Order(order);
        waiting.Writer.TryWrite(handedOver);
        return handedOver.Written.Task;
    }

    /// <summary>Closes the client's input after the last order.</summary>
    internal void Complete() => waiting.Writer.TryComplete();

    /// <summary>Ends the queue; the client has to be gone.</summary>
    public async ValueTask DisposeAsync()
    {
        Complete();
        await writing;
    }

    private async Task WriteAsync()
    {
        await foreach (var order in waiting.Reader.ReadAllAsync())
        {
            try
            {
                await output.WriteAsync(order.Line);
                await output.FlushAsync();
                order.Written.TrySetResult();
            }
            catch (IOException e)
            {
                order.Written.TrySetException(e);
                _ = order.Written.Task.Exception; // told by who looks, and no fault of nobody's looking
            }
        }

        try
        {
            await output.DisposeAsync();
        }
        catch (IOException)
        {
            // The client is gone: there is nobody to close for.
        }
    }

    private sealed class Order(byte[] text)
    {
        internal ReadOnlyMemory<byte> Line { get; } = (byte[])[.. text, (byte)'\n'];

        internal TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
