using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Feeds;
using StreamBench.Load.Recording;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.Wire;

namespace StreamBench.Load.Turns;

/// <summary>What is known of the turn that one slot carries. Used again for the slot's next stream.</summary>
/// <param name="shared">What the streams of a loop say alike.</param>
internal sealed class StreamTurn(SharedSpeech shared)
{
    /// <summary>About how many bytes one takes.</summary>
    internal const int Size = 288;

    // The same of what it owns and every event of a verified stream looks at.
    private const int ReducerSize = 96;
    private const int DeltasSize = 40;

    /// <summary>A problem is one line; what a server sent may be longer.</summary>
    private const int LongestProblem = 300;

    private LiveParts live = new() { Deltas = new DeltaReader(shared.Words) };
    private StickyId place;

    internal long Number { get; private set; }

    internal int Scenario { get; private set; }

    /// <summary>Id of the conversation; every event of the stream has to be of it.</summary>
    internal string Conversation { get; private set; } = "";

    /// <summary>The client's id of the message.</summary>
    internal string Message { get; private set; } = "";

    internal FeedRow? Row { get; private set; }

    internal bool IsUsers { get; private set; }

    /// <summary>True for a reader who lets bytes wait on purpose.</summary>
    internal bool IsSlow
    {
        get => live.IsSlow;
        set => live.IsSlow = value;
    }

    /// <summary>What the recorder remembers of the stream.</summary>
    internal ref StreamMarks Marks => ref live.Marks;

    /// <summary>Which path to the server it takes; 0 is the direct one.</summary>
    internal int Path { get; private set; }

    /// <summary>Folds the stream when it is verified; null otherwise.</summary>
    internal Reducer? Reducer => live.Reducer;

    /// <summary>Reads the texts of a verified stream.</summary>
    internal DeltaReader Deltas => live.Deltas;

    /// <summary>Item of the last piece of text, where nothing came after it.</summary>
    internal string? Spoken
    {
        get => live.Spoken;
        set => live.Spoken = value;
    }

    /// <summary>Whether its text is one that a user sees.</summary>
    internal bool IsSpokenVisible
    {
        get => live.IsSpokenVisible;
        set => live.IsSpokenVisible = value;
    }

    /// <summary>Items whose text a user sees, where there is no reducer to ask.</summary>
    internal List<byte[]> Visible { get; } = [];

    /// <summary>True once the server greeted: the conversation exists, and the stream can be resumed.</summary>
    internal bool IsGreeted { get; set; }

    internal int RetryMilliseconds { get; set; }

    internal int Epoch
    {
        get => live.Epoch;
        set => live.Epoch = value;
    }

    internal long LastSeq
    {
        get => live.LastSeq;
        set => live.LastSeq = value;
    }

    /// <summary>When the server says it sent the last event, in Unix milliseconds; 0 where it does not say.</summary>
    internal long SentAt
    {
        get => live.SentAt;
        set => live.SentAt = value;
    }

    /// <summary>Id of the turn, once it has opened.</summary>
    internal string? Turn { get; set; }

    /// <summary>Reads the stream in a dialect that has a decoder; null until its first event, and in others.</summary>
    internal IFrameDecoder? Decoder { get; set; }

    /// <summary>Where to go on, as the decoder says; null where the transport says it, or nobody.</summary>
    internal string? Cursor { get; set; }

    /// <summary>Where to go on, as the last event said it in its own bytes; empty where it did not.</summary>
    internal ref StickyId Place => ref place;

    /// <summary>The answer's texts, where a decoder names them.</summary>
    internal HashSet<string> Texts { get; } = new(StringComparer.Ordinal);

    /// <summary>True once the user's message was said, where that needs a request of its own.</summary>
    internal bool IsSubmitted { get; set; }

    /// <summary>What the user has to say on the stream; empty when nothing.</summary>
    internal ReadOnlyMemory<byte> Saying { get; set; }

    internal int Attempts { get; set; }

    internal bool IsClosed { get; private set; }

    internal bool IsFailed { get; private set; }

    internal long ClosedAt { get; private set; }

    /// <summary>Approval that was asked for last, until somebody takes the question.</summary>
    internal string? Question { get; set; }

    /// <summary>The first thing that is wrong; null while nothing is.</summary>
    internal string? Problem { get; private set; }

    internal void Begin(int scenario, long number, string conversation, FeedRow? row, bool isUsers)
    {
        (Scenario, Number, Conversation, Row, IsUsers) = (scenario, number, conversation, row, isUsers);
        (Path, Attempts, Epoch, LastSeq, SentAt) = (0, 0, 0, 0, 0);
        (RetryMilliseconds, ClosedAt) = (0, 0);
        (IsGreeted, IsClosed, IsFailed, IsSlow, IsSubmitted) = (false, false, false, false, false);
        (Turn, Question, Problem, live.Reducer) = (null, null, null, null);
        (Decoder, Cursor, Spoken, Saying) = (null, null, null, default);
        place.Clear();
        Message = $"m-{number}";
        Visible.Clear();
        Texts.Clear();
    }

    /// <summary>An event comes.</summary>
    internal void Prepare()
    {
        if (Reducer is not null)
        {
            Ahead.Fetch(live.Reducer, ReducerSize);
            Ahead.Fetch(live.Deltas, DeltasSize);
        }
    }

    internal void Verify() => live.Reducer = new Reducer(shared.Texts);

    internal void Take(int path) => Path = path;

    internal void Close(long at, bool isFailed) => (IsClosed, ClosedAt, IsFailed) = (true, at, isFailed);

    /// <summary>The stream connects once more.</summary>
    /// <param name="keepsAll">False where the server may not say again what was on its way: then the end is not compared.</param>
    internal void TryAgain(bool keepsAll)
    {
        (Attempts, IsClosed, Saying) = (Attempts + 1, false, default);
        Decoder?.StartConnection();
        live.Reducer = keepsAll ? Reducer : null;
    }

    /// <summary>Notes what is wrong; the first problem stands.</summary>
    internal void Blame(string problem) =>
        Problem ??= problem.Length > LongestProblem ? problem[..LongestProblem] + "…" : problem;

    /// <summary>What nearly every event looks at, side by side: where thousands of streams are open, each event finds its own cold in memory.</summary>
    private struct LiveParts
    {
        internal Reducer? Reducer;
        internal DeltaReader Deltas;
        internal string? Spoken;
        internal long LastSeq;
        internal long SentAt;
        internal StreamMarks Marks;
        internal int Epoch;
        internal bool IsSpokenVisible;
        internal bool IsSlow;
    }
}
