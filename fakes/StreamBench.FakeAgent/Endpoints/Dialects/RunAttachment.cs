using StreamBench.Dialects;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>
/// Says a run again to a client that has named it: once, before the run's end if that has waited for the client, and otherwise after all
/// that has. So what comes later goes on where it ends.
/// </summary>
internal sealed class RunAttachment : IDisposable
{
    private readonly IRunReplay run;
    private readonly FrameBuffer message = new();

    private RunAttachment(IRunReplay run, long afterSeq) => (this.run, AfterSeq) = (run, afterSeq);

    /// <summary>The last event that was written to the client before.</summary>
    internal long AfterSeq { get; }

    /// <summary>True until the run was said again, or was found to be unknown.</summary>
    internal bool IsDue { get; private set; } = true;

    /// <summary>The message; no frame where nothing is kept of such a run.</summary>
    internal FrameBuffer Message
    {
        get
        {
            IsDue = false;
            run.WriteTo(message);
            return message;
        }
    }

    /// <summary>A run as it was when the client's stream begins.</summary>
    /// <param name="run">What is kept of it: nothing so far.</param>
    /// <param name="view">The conversation in the client's dialect.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="plan">Where the stream begins.</param>
    /// <param name="time">The clock of filters.</param>
    internal static RunAttachment To(
        IRunReplay run,
        DialectView view,
        Conversation conversation,
        ResumePlan plan,
        TimeProvider time
    )
    {
        using var frames = new FrameBuffer();
        foreach (var happening in Told(conversation, plan, time))
        {
            frames.Clear();
            view.Write(happening, frames);
            for (var i = 0; i < frames.Count; i++)
            {
                run.Take(frames.Data(i));
            }
        }

        return new RunAttachment(run, plan.AfterSeq);
    }

    /// <summary>Takes a frame that is to be written now; true when the run is to be said before it.</summary>
    internal bool ComesBefore(ReadOnlyMemory<byte> frame)
    {
        if (!IsDue || run.IsEnd(frame))
        {
            return IsDue;
        }

        run.Take(frame);
        return false;
    }

    public void Dispose() => message.Dispose();

    // What a filter keeps from the wire is not in the run either.
    private static IEnumerable<StreamEvent> Told(Conversation conversation, ResumePlan plan, TimeProvider time)
    {
        var chain = DeliveryChains.Rewriting(conversation.Behaviour, time);
        var told = new List<Outgoing>();
        foreach (var happening in conversation.Journal.Events())
        {
            if (happening.Epoch == plan.Epoch && happening.Seq <= plan.AfterSeq)
            {
                chain.Pass(new Outgoing(happening, default, null), told);
            }
        }

        chain.Flush(told);
        return told.Select(one => one.Payload).OfType<StreamEvent>();
    }
}
