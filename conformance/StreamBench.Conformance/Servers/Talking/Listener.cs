using System.Text;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;
using StreamBench.Transports;

namespace StreamBench.Conformance.Servers.Talking;

/// <summary>One open stream, and everything that was heard on it.</summary>
internal sealed class Listener(IStreamConnection connection, Talk talk, string transport, TurnTally known)
    : IAsyncDisposable
{
    /// <summary>Longest silence before a server is said to hang. A watchdog, never a verdict on speed.</summary>
    private const int PatienceMs = 15_000;

    private readonly List<Heard> heard = [];
    private readonly long openedAt = talk.Run.Settings.Time.GetTimestamp();
    private Task<bool>? reading;
    private string? sticky;
    private int epoch;
    private bool isClosed;
    private long lastEventAt = talk.Run.Settings.Time.GetTimestamp();

    /// <summary>Everything, in order.</summary>
    internal IReadOnlyList<Heard> Heard => heard;

    /// <summary>The events, in order.</summary>
    internal IEnumerable<Heard> Events => heard.Where(one => one.Event is not null);

    /// <summary>The first <c>hello</c>, or null when none came yet.</summary>
    internal Hello? Hello => heard.Select(one => one.Payload).OfType<Hello>().FirstOrDefault();

    /// <summary>Where to resume: the last cursor that came with an event.</summary>
    internal string? Cursor { get; private set; }

    /// <summary>What this reader knows of turns.</summary>
    internal TurnTally Tally { get; private set; } = known;

    /// <summary>Whether every turn that is played has been heard to close.</summary>
    internal bool IsOver => Tally.IsOver(talk.Turns);

    private TimeSpan SinceLastEvent => talk.Run.Settings.Time.GetElapsedTime(lastEventAt);

    /// <summary>How it ended, or null while it is open.</summary>
    internal StreamEnd? End => connection.End;

    /// <summary>The next payload; null at the end of the stream.</summary>
    /// <exception cref="ServerFaultException">No event came for too long (heartbeats are none), or something that is no payload.</exception>
    internal async Task<Heard?> ReadAsync(CancellationToken cancellation)
    {
        var left = talk.Run.Settings.Scale(PatienceMs) - SinceLastEvent;
        return await ReadWithinAsync(left, cancellation) is (true, var one)
            ? one
            : throw new ServerFaultException(
                $"no event came for {talk.Run.Settings.Scale(PatienceMs).TotalSeconds} s after {Last()}"
            );
    }

    /// <summary>As <see cref="ReadAsync"/>; not in time when nothing came for so long, and the next call goes on waiting.</summary>
    internal async Task<(bool InTime, Heard? One)> ReadWithinAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var time = talk.Run.Settings.Time;
        var asked = time.GetTimestamp();
        while (true)
        {
            reading ??= connection.ReadAsync(CancellationToken.None).AsTask();
            var left = patience - time.GetElapsedTime(asked);
            if (left <= TimeSpan.Zero && !reading.IsCompleted)
            {
                return (false, null);
            }

            try
            {
                await reading.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellation);
            }
            catch (TimeoutException)
            {
                return (false, null);
            }

            var any = await reading;
            reading = null;
            if (!any)
            {
                talk.Run.Note($"{transport}: {connection.End?.Kind} {connection.End?.Detail}");
                return (true, null);
            }

            if (Take(connection.Current) is { } one)
            {
                return (true, one);
            }
        }
    }

    /// <summary>Reads until one holds; null when the stream ends before.</summary>
    internal async Task<Heard?> UntilAsync(Func<Heard, bool> holds, CancellationToken cancellation)
    {
        while (await ReadAsync(cancellation) is { } one)
        {
            if (holds(one))
            {
                return one;
            }
        }

        return null;
    }

    /// <summary>Reads the first so many events; fewer when the stream ends before.</summary>
    internal async Task EventsAsync(int count, CancellationToken cancellation)
    {
        while (Events.Count() < count && await ReadAsync(cancellation) is { } one)
        {
            await AnswerAsync(one, cancellation);
        }
    }

    /// <summary>Reads on until everything that is played has been said, answering what is asked on the way.</summary>
    internal async Task<Listener> ToEndAsync(CancellationToken cancellation)
    {
        while (true)
        {
            // A server may keep the stream open for the next turn: then a short silence after the last close is the end.
            var (inTime, one) = IsOver
                ? await ReadWithinAsync(talk.Run.Settings.Scale(300) - SinceLastEvent, cancellation)
                : (true, await ReadAsync(cancellation));
            if (!inTime || one is null or { Payload: Bye })
            {
                return this;
            }

            await AnswerAsync(one, cancellation);
        }
    }

    /// <summary>Answers everything that was asked so far, so that the turn goes on.</summary>
    internal async Task AnswerAllAsync(CancellationToken cancellation)
    {
        foreach (var one in heard.ToList())
        {
            await AnswerAsync(one, cancellation);
        }
    }

    private Task AnswerAsync(Heard one, CancellationToken cancellation) =>
        one.Event is { } happening ? talk.AnswerAsync(happening, Tally, cancellation) : Task.CompletedTask;

    /// <summary>Closes the stream; a second time does nothing, so that a check may hang up early.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        await connection.DisposeAsync();
        if (reading is { } pending)
        {
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Heard? Take(in Frame frame)
    {
        if (frame.Data.IsEmpty)
        {
            sticky = frame.Id;
            return null;
        }

        var read = PayloadReader.Read(frame.Data.Span);
        if (read.Payload is not { } payload)
        {
            throw new ServerFaultException($"after {Last()} came what is no event: {read.Problem}");
        }

        epoch = payload is Hello hello ? hello.Epoch : epoch;
        payload = payload is StreamEvent { Epoch: 0 } happening ? happening with { Epoch = epoch } : payload;
        // On SSE an id holds until the next one (WHATWG HTML §9.2.6), so one that is not new came with an earlier frame.
        var own = transport == "sse" ? (frame.Id == sticky ? null : frame.Id) : frame.Id ?? read.Cursor;
        sticky = frame.Id ?? sticky;
        var one = new Heard(
            payload,
            own is "" ? null : own,
            Encoding.UTF8.GetString(frame.Data.Span),
            talk.Run.Settings.Time.GetElapsedTime(openedAt)
        );
        heard.Add(one);
        talk.Run.Note($"{transport}: {(one.Event is { } e ? $"event {e.Seq} {e.Type}" : payload.Type)} {own}");
        if (one.Event is { } happened)
        {
            Tally = Tally.After(happened);
            lastEventAt = talk.Run.Settings.Time.GetTimestamp();
        }

        if (one is { Event: not null, Cursor: { } cursor })
        {
            Cursor = cursor;
            talk.Remember(cursor, Tally);
            connection.Acknowledge(cursor);
        }

        return one;
    }

    private string Last() =>
        heard.Count == 0 ? "the stream was opened"
        : heard[^1].Event is { } last ? $"event {last.Seq} ({last.Type})"
        : heard[^1].Payload.Type;
}
