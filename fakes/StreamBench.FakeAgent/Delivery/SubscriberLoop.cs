namespace StreamBench.FakeAgent.Delivery;

/// <summary>What every streaming transport does: collect, write, wait.</summary>
internal static class SubscriberLoop
{
    /// <summary>Runs until the subscription ends or <paramref name="gone"/> says that the client has left.</summary>
    internal static async Task<StreamEnd> RunAsync(
        Subscription subscription,
        IFrameWriter writer,
        CancellationToken gone
    )
    {
        await using var wakeUp = gone.UnsafeRegister(s => ((Subscription)s!).WakeUp(), subscription);
        try
        {
            return await DeliverAsync(subscription, writer, gone);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return StreamEnd.Aborted;
        }
    }

    private static async Task<StreamEnd> DeliverAsync(
        Subscription subscription,
        IFrameWriter writer,
        CancellationToken gone
    )
    {
        var batch = new List<Outgoing>();
        while (!gone.IsCancellationRequested)
        {
            batch.Clear();
            var more = subscription.Collect(batch);
            if (batch.Count > 0)
            {
                subscription.Pulse.BeginWrite();
                await writer.WriteAsync(batch, gone);
                subscription.Pulse.EndWrite();
                subscription.NoteDelivered();
            }

            if (subscription.End is { } end)
            {
                return end;
            }

            if (!more)
            {
                await subscription.WaitAsync();
            }
        }

        return StreamEnd.Aborted;
    }
}
