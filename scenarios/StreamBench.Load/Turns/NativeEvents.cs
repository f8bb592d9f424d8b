using StreamBench.Protocol.Events;

namespace StreamBench.Load.Turns;

/// <summary>What single events of the native dialect say, verified or not.</summary>
internal static class NativeEvents
{
    /// <summary>The role of the user's own words, which are no answer.</summary>
    internal const string User = "user";

    /// <summary>Notes what <paramref name="payload"/> says of the turn, and whether it belongs to another conversation.</summary>
    internal static TurnSigns Note(StreamTurn turn, Payload payload)
    {
        switch (payload)
        {
            case Hello hello:
                Greet(turn, hello);
                return TurnSigns.None;
            case Bye bye:
                turn.RetryMilliseconds = bye.RetryMs;
                return TurnSigns.None;
            case StreamEvent happening:
                return OfEvent(turn, happening);
            default:
                return TurnSigns.None;
        }
    }

    /// <summary>On a WebSocket the answer to the message is a notice; a refused message will never have a turn.</summary>
    internal static TurnSigns OfNotice(ReadOnlySpan<byte> data) =>
        data.IndexOf("\"re\":\"user.message\""u8) >= 0 && data.IndexOf("\"code\":\"accepted\""u8) < 0
            ? TurnSigns.Closed | TurnSigns.Failed
            : TurnSigns.None;

    private static void Greet(StreamTurn turn, Hello hello)
    {
        turn.IsGreeted = true;
        turn.RetryMilliseconds = hello.RetryMs;
        if (hello.Conversation != turn.Conversation)
        {
            turn.Blame($"hello is of conversation {hello.Conversation}: the stream shows somebody else's");
        }
    }

    /// <summary>Notes number and time of an event, which is new when its number is the greatest so far.</summary>
    internal static TurnSigns Note(StreamTurn turn, long seq, long? at)
    {
        turn.SentAt = at ?? 0;
        if (seq <= turn.LastSeq)
        {
            return TurnSigns.None;
        }

        turn.LastSeq = seq;
        return TurnSigns.New;
    }

    private static TurnSigns OfEvent(StreamTurn turn, StreamEvent happening)
    {
        var signs = Note(turn, happening.Seq, happening.At);
        switch (happening)
        {
            case TurnOpen open:
                turn.Turn ??= open.Turn;
                return signs;
            case ItemOpen { ClientMessageId: { } message } when message != turn.Message:
                turn.Blame($"event {happening.Seq} is of message {message}: the stream shows somebody else's");
                return signs;
            case ApprovalRequest request when signs != TurnSigns.None:
                turn.Question = request.Approval;
                return signs | TurnSigns.Asks;
            case TurnClose close when turn.Turn is null || close.Turn == turn.Turn:
                return signs | TurnSigns.Closed | (HasFailed(close) ? TurnSigns.Failed : TurnSigns.None);
            default:
                return signs;
        }
    }

    /// <summary>True when the server itself says that the turn went wrong.</summary>
    internal static bool HasFailed(TurnClose close) =>
        close.Status is TurnStatus.Failed or TurnStatus.Cancelled or TurnStatus.TimedOut;
}
