using StreamBench.Dialects;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Load.Turns;

/// <summary>
/// A dialect of the harness, read by its own decoder: its events go through the reducer where the stream is verified, and say
/// what counts as content in any case. One for each loop.
/// </summary>
/// <remarks>The text of an event costs memory, unlike in the native dialect unverified.</remarks>
internal sealed class DialectReader(Dialect dialect) : ITurnReader
{
    private readonly List<Received> received = [];
    private byte[] scratch = new byte[4096];

    public bool EndsWithStream => false;

    public bool CanResume => dialect.Recovery != RecoveryContract.None;

    public bool KeepsAll => dialect.Recovery != RecoveryContract.UndeliveredCache;

    /// <summary>Where content stands, as the plan says; null leaves it to the dialect.</summary>
    internal ContentPath? Path { get; init; }

    public TurnSigns Read(StreamTurn turn, scoped StreamFrame frame)
    {
        turn.IsGreeted = true;
        received.Clear();
        (turn.Decoder ??= dialect.NewDecoder()).Decode(new Frame(Held(frame.Data)), received);
        var signs = TurnSigns.None;
        foreach (var one in received)
        {
            turn.Cursor = one.Cursor ?? turn.Cursor;
            signs |= Meaning(turn, one);
        }

        return Path is null ? signs
            : Path.HasText(frame.Data) ? signs | TurnSigns.Content
            : signs & ~TurnSigns.Content;
    }

    private static TurnSigns Meaning(StreamTurn turn, in Received one)
    {
        if (one.Problem is { } problem)
        {
            turn.Blame($"an event cannot be read: {problem.Message}");
            return TurnSigns.None;
        }

        if (one.IsText)
        {
            var delta = one.Text;
            turn.Reducer?.Apply(delta);
            turn.SentAt = delta.At ?? 0;
            return OfText(turn, delta.Item, delta.Text);
        }

        switch (one.Payload)
        {
            case StreamEvent happening:
                turn.Reducer?.Apply(happening);
                return OfEvent(turn, happening);
            case Notice notice when turn.Turn is null:
                turn.Blame($"the message was refused: {notice.Code}");
                return TurnSigns.Closed | TurnSigns.Failed;
            default:
                return TurnSigns.None;
        }
    }

    private static TurnSigns OfText(StreamTurn turn, string? item, string text) =>
        text.Length > 0 && item is not null && turn.Texts.Contains(item)
            ? TurnSigns.New | TurnSigns.Content
            : TurnSigns.New;

    // The decoder leaves out what came before, so that whatever it tells is new.
    private static TurnSigns OfEvent(StreamTurn turn, StreamEvent happening)
    {
        turn.SentAt = happening.At ?? 0;
        switch (happening)
        {
            case TurnOpen open:
                turn.Turn ??= open.Turn;
                return TurnSigns.New;
            case ItemOpen { Kind: ItemKind.Text, Item: { } item } open when open.Role != NativeEvents.User:
                turn.Texts.Add(item);
                return TurnSigns.New;
            case TextAppend append:
                return OfText(turn, append.Item, append.Text);
            case ApprovalRequest request:
                turn.Question = request.Approval;
                return TurnSigns.New | TurnSigns.Asks;
            case TurnClose close when turn.Turn is null || close.Turn == turn.Turn:
                return TurnSigns.New
                    | TurnSigns.Closed
                    | (NativeEvents.HasFailed(close) ? TurnSigns.Failed : TurnSigns.None);
            default:
                return TurnSigns.New;
        }
    }

    // A decoder wants memory that stays for the call; the receive buffer is only lent as a span.
    private ReadOnlyMemory<byte> Held(ReadOnlySpan<byte> data)
    {
        if (scratch.Length < data.Length)
        {
            scratch = new byte[data.Length * 2];
        }

        data.CopyTo(scratch);
        return scratch.AsMemory(0, data.Length);
    }
}
