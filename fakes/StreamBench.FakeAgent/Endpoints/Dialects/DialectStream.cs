using StreamBench.Dialects;
using StreamBench.Dialects.Endpoints;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>What the writers of one stream need to know.</summary>
internal sealed class DialectStream : IDisposable
{
    private readonly Conversation conversation;

    internal DialectStream(
        Dialect dialect,
        DialectEndpoint endpoint,
        StreamOpening opening,
        Conversation conversation,
        TimeProvider time
    )
    {
        (Endpoint, this.conversation) = (endpoint, conversation);
        View = conversation.Views.Of(dialect);
        Opening = opening with { OmitsIds = opening.OmitsIds || conversation.Behaviour.SendsNoIds };
        HasHeartbeats = conversation.Behaviour.Heartbeats != HeartbeatStyle.None;
        Attachment =
            opening.Run is { } run && dialect.NewRunReplay is { } kept
                ? RunAttachment.To(kept(run), View, conversation, Endpoints.Opening.Plan(conversation, Cursor), time)
                : null;
    }

    internal DialectEndpoint Endpoint { get; }

    internal StreamOpening Opening { get; }

    internal DialectView View { get; }

    internal bool HasHeartbeats { get; }

    /// <summary>The run that the client attaches to again; null for none.</summary>
    internal RunAttachment? Attachment { get; }

    /// <summary>
    /// Where this stream begins, as the journal's own cursor: the place that the client names, or that up to which the server has
    /// written to it; null for the beginning.
    /// </summary>
    internal string? Cursor =>
        Opening.MalformedCursor
        ?? (
            (Opening.AfterSeq ?? conversation.Views.Written(Opening.ClientId)) is { } seq
                ? DialectLanguage.CursorOf(conversation.Journal, seq)
                : null
        );

    /// <summary>
    /// True when the client has not been told the run since it was last written something: there are clients that name it in every poll,
    /// and none of them is to be answered at once each time.
    /// </summary>
    internal bool IsRunUntold =>
        Attachment is { IsDue: true } run
        && Opening.ClientId is { } client
        && conversation.Views.Retold(client) != run.AfterSeq;

    /// <summary>Remembers what is being written now: it counts as delivered before anybody knows that it has arrived.</summary>
    internal void NoteWritten(IReadOnlyList<Outgoing> batch)
    {
        if (Opening.ClientId is not { } client)
        {
            return;
        }

        var last = batch.LastOrDefault(one => one.Said is StreamEvent)
            is { Said: not null, Payload: StreamEvent happening }
            ? happening.Seq
            : (long?)null;
        if (last is { } seq)
        {
            conversation.Views.NoteWritten(client, seq);
        }

        if (Attachment is { IsDue: false } run)
        {
            conversation.Views.NoteRetold(client, last ?? run.AfterSeq);
        }
    }

    public void Dispose() => Attachment?.Dispose();
}
