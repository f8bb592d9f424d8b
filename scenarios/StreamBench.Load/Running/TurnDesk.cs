using System.Text;
using System.Text.Json;
using StreamBench.Load.Asking;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Recording;
using StreamBench.Load.Results;
using StreamBench.Load.Schedules;
using StreamBench.Load.Turns;
using StreamBench.Transports;

namespace StreamBench.Load.Running;

/// <summary>
/// Times, counts and judges the streams of one loop, and says when they are over or come back. Nothing is allocated for an
/// event that is not verified.
/// </summary>
internal sealed class TurnDesk(RunContext run, StreamRecorder recorder, LoopStarts starts)
{
    private const long SecondNanoseconds = 1_000_000_000;
    private const long MillisecondNanoseconds = 1_000_000;

    private readonly StreamTurn?[] turns = new StreamTurn[run.Capacity];
    private readonly SharedSpeech shared = new();
    private readonly TurnVerdict verdict = new();
    private readonly ITurnReader reader = run.Dialect.Read(run.Plan.Target);
    private long lastCut;

    internal StreamStart OnStart(int stream, in Arrival arrival, long at)
    {
        var turn = turns[stream] ??= new StreamTurn(shared);
        recorder.OnStart(ref turn.Marks, arrival, at);
        var row = run.Feeds[arrival.Scenario].Row(arrival.Input);
        var conversation = run.Requests.ConversationOf(arrival.Scenario, arrival.Number);
        turn.Begin(arrival.Scenario, arrival.Number, conversation, row, starts.LastIsUsers);
        if (run.CanVerify && StreamChoice.IsVerified(run.Plan, arrival.Number))
        {
            turn.Verify();
        }

        if (run.Requests.Paths > 1 && StreamChoice.IsDisturbed(run.Plan, arrival.Number))
        {
            turn.Take(run.Errands.TakePath());
            run.CountDisturbed(turn.Path > 0);
        }

        var scenario = run.Plan.Scenarios[arrival.Scenario];
        turn.IsSlow = StreamChoice.IsSlow(run.Plan, scenario, arrival.Number);
        return new StreamStart(
            run.Requests.TargetOf(arrival.Scenario, turn.Path, resumes: false),
            row,
            turn.IsSlow ? scenario.SlowReaders!.BytesPerSecond : 0
        );
    }

    internal void OnDropped(in Arrival arrival, long at)
    {
        recorder.OnDropped(arrival);
        if (starts.LastIsUsers)
        {
            starts.OnUserDropped(arrival.Scenario, at);
        }
    }

    internal void OnConnected(int stream, long at) => recorder.OnConnected(ref turns[stream]!.Marks, at);

    internal void OnHeaders(int stream, in ResponseHead head, long at)
    {
        var turn = turns[stream]!;
        recorder.OnHeaders(ref turn.Marks, at);
        if (!turn.IsSubmitted && head.Status < 300)
        {
            turn.IsSubmitted = true;
            Say(stream, turn, run.Requests.Submit(turn.Scenario, turn.Number, TurnVerdict.Words(turn)));
        }
    }

    /// <summary>What the stream's user has to say on it.</summary>
    internal ReadOnlyMemory<byte> TakeSaying(int stream)
    {
        var turn = turns[stream]!;
        var saying = turn.Saying;
        turn.Saying = default;
        return saying;
    }

    internal void Expect(int stream) => Ahead.Fetch(turns[stream], StreamTurn.Size);

    internal void Prepare(int stream) => turns[stream]?.Prepare();

    internal NextStep OnEvent(int stream, scoped StreamFrame frame, in ReadStamp read)
    {
        var turn = turns[stream]!;
        var signs = reader.Read(turn, frame);
        ref var mark = ref turn.Marks;
        recorder.OnEvent(ref mark, read.At, (signs & TurnSigns.Content) != 0);
        if ((signs & TurnSigns.New) != 0)
        {
            OnNew(turn, ref mark, in read);
        }

        if ((signs & (TurnSigns.Asks | TurnSigns.Closed)) == 0)
        {
            return NextStep.Continue;
        }

        if ((signs & TurnSigns.Asks) != 0)
        {
            Say(stream, turn, run.Requests.Approve(turn.Scenario, turn.Number, turn.Question!));
            return NextStep.Continue;
        }

        turn.Close(read.At, (signs & TurnSigns.Failed) != 0);
        return NextStep.Close;
    }

    // What is said again was sent long ago: its stamp says nothing of the way here.
    private void OnNew(StreamTurn turn, ref StreamMarks mark, in ReadStamp read)
    {
        if (turn.SentAt > 0)
        {
            recorder.OnLag(mark, read.ArrivedAtUnix - (turn.SentAt * MillisecondNanoseconds));
        }

        if (mark.DroppedAt >= 0)
        {
            turn.Attempts = 0;
            recorder.OnCaughtUp(ref mark, read.At);
        }
    }

    internal void OnRead(int stream, int events, in ReadStamp read)
    {
        var turn = turns[stream]!;
        recorder.OnRead(turn.Marks, events, read.Bytes);
        // A read that completed nothing delays nothing that is timed.
        if (read.IsStamped && events > 0 && !turn.IsSlow)
        {
            recorder.OnHandling(turn.Marks, read.OwnLag);
        }
    }

    internal AfterEnd OnEnd(int stream, in StreamEnding ending, long at)
    {
        var turn = turns[stream]!;
        if (!turn.IsClosed && reader.EndsWithStream && ending.Kind == StreamEndKind.Completed)
        {
            turn.Close(at, isFailed: false);
        }

        if (reader.CanResume && NextTry(turn, ending) is { } next)
        {
            recorder.OnDrop(ref turn.Marks, turn.IsClosed ? turn.ClosedAt : at);
            run.CountUncompared(turn.Reducer is not null && !reader.KeepsAll);
            turn.TryAgain(reader.KeepsAll);
            return next;
        }

        Finish(stream, turn, ending, at);
        return AfterEnd.Free;
    }

    /// <summary>The stream was to come back, but its time is over.</summary>
    internal void OnGivenUp(int stream, in StreamEnding ending, long at) => Finish(stream, turns[stream]!, ending, at);

    internal void OnTick(long at)
    {
        // Once a second: merging takes longer than a start may be late.
        if (at - lastCut >= SecondNanoseconds)
        {
            Cut(at);
        }
    }

    /// <summary>Hands over what was counted.</summary>
    internal void Cut(long at)
    {
        lastCut = at;
        recorder.Cut(run.Exchange, at);
    }

    private AfterEnd? NextTry(StreamTurn turn, in StreamEnding ending)
    {
        // What a direct path lost, the server lost; what a disturbed one lost is asked for again, from the start.
        var lacks = turn is { IsClosed: true, Path: > 0, Reducer.Missing: not null };
        if ((turn.IsClosed && !lacks) || ResumeRules.Delay(turn, ending, lacks, run.Plan.Seed) is not { } delay)
        {
            return null;
        }

        var target = run.Requests.TargetOf(turn.Scenario, turn.Path, resumes: turn.IsGreeted);
        return AfterEnd.ResumeIn(delay, target) with { IsAfresh = lacks, Cursor = PlaceOf(turn, lacks) };
    }

    private static byte[] PlaceOf(StreamTurn turn, bool lacks) =>
        turn.Cursor is { } cursor ? Encoding.UTF8.GetBytes(cursor)
        : lacks ? []
        : turn.Place.Value is { IsEmpty: false } place ? InAddress(place)
        : [];

    // It stood in JSON, and goes into an address.
    private static byte[] InAddress(ReadOnlySpan<byte> place)
    {
        var cursor = JsonElement.Parse([.. "\""u8, .. place, .. "\""u8]).GetString()!;
        return Encoding.UTF8.GetBytes(Uri.EscapeDataString(cursor));
    }

    private void Say(int stream, StreamTurn turn, in UserWord word)
    {
        turn.Saying = word.Message;
        if (word.Request is { } request)
        {
            var headers = run.Requests.HeadersOf(turn.Scenario, stream, turn.Number, turn.Row);
            run.Errands.Send(request, headers);
        }
    }

    private void Finish(int stream, StreamTurn turn, in StreamEnding ending, long at)
    {
        var outcome = Outcomes.Of(ending);
        var isVerified = turn is { IsClosed: true, Reducer: not null };
        if (turn.IsClosed)
        {
            var problem = verdict.Judge(turn, run.Expected[turn.Scenario]);
            outcome =
                problem is not null ? StreamOutcome.Mismatch
                : turn.IsFailed ? StreamOutcome.FailedByServer
                : StreamOutcome.Completed;
            if (problem is not null)
            {
                run.Findings.Add(Mismatch(turn, problem));
            }
        }
        else
        {
            run.Findings.Fail(Outcomes.Words(ending));
        }

        recorder.OnEnd(ref turn.Marks, turn.IsClosed ? turn.ClosedAt : at, outcome, isVerified);
        run.Errands.Finish(turn.Conversation, turn.Path);
        if (turn.IsUsers)
        {
            starts.OnUserDone(turn.Scenario, turn.Number, at);
        }
    }

    private MismatchLine Mismatch(StreamTurn turn, string problem) =>
        new(
            run.Plan.Scenarios[turn.Scenario].Name,
            turn.Number,
            turn.Conversation,
            turn.Turn ?? "",
            problem,
            run.Repeat(turn.Number)
        );
}
