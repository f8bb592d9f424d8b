using StreamBench.FakeAgent.Conversations;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Running;

/// <summary>Lets a harness wait for what a conversation says, without asking again and again.</summary>
internal sealed class JournalWatch : IDisposable
{
    private readonly Lock gate = new();
    private readonly Conversation conversation;
    private readonly List<(Func<IReadOnlyList<StreamEvent>, bool> Condition, TaskCompletionSource Met)> waiters = [];
    private bool isLooking;

    internal JournalWatch(Conversation conversation)
    {
        this.conversation = conversation;
        conversation.Journal.Subscribe(Look);
    }

    /// <summary>Completes once the whole journal is so that <paramref name="condition"/> holds.</summary>
    internal async Task WhenAsync(Func<IReadOnlyList<StreamEvent>, bool> condition, CancellationToken cancellation)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiters.Add((condition, met));
        }

        Look();
        await met.Task.WaitAsync(cancellation);
    }

    public void Dispose() => conversation.Journal.Unsubscribe(Look);

    // Called under the journal's lock, for each event: looks elsewhere, and once for all that came since the last look.
    private void Look()
    {
        if (!Interlocked.Exchange(ref isLooking, true))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static watch => watch.Check(), this, preferLocal: false);
        }
    }

    private void Check()
    {
        Volatile.Write(ref isLooking, false);
        lock (gate)
        {
            if (waiters.Count == 0)
            {
                return;
            }

            var events = conversation.Journal.Events();
            for (var i = waiters.Count - 1; i >= 0; i--)
            {
                if (waiters[i].Condition(events))
                {
                    waiters[i].Met.TrySetResult();
                    waiters.RemoveAt(i);
                }
            }
        }
    }
}
