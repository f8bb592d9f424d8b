using System.Text;
using System.Text.Json;
using StreamBench.Dialects.Atmosphere.Hearing;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>
/// Reads Atmosphere's application frames, each event in both its shapes. A new session is a new turn; what comes again in a session
/// is dropped without a word, as the official client does, and a gap goes unseen. Events are numbered anew from 1, without holes.
/// </summary>
/// <remarks>
/// The resume point is the run: a server that keeps runs says it again, in one message, to a client that names it. Where in the stream
/// a client stands, only the server knows, by the tracking id. A result goes to the oldest open call of its tool. Safe for any input.
/// </remarks>
public sealed class AtmosphereDecoder : IFrameDecoder
{
    /// <summary>Most sessions remembered; the oldest goes first.</summary>
    public const int MaxSessions = 256;

    private readonly SessionReader reader = new();
    private readonly List<SessionHeard> sessions = [];
    private SessionHeard? current;

    /// <inheritdoc/>
    public void StartConnection()
    {
        // Sessions and their numbers outlive a connection: that is what a repeated frame is known by.
    }

    /// <inheritdoc/>
    public void Decode(in Frame frame, ICollection<Received> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var data = frame.Data.Span;
        if (data.IsEmpty || data.SequenceEqual("X"u8))
        {
            return; // a heartbeat
        }

        var closed = reader.Closed;
        try
        {
            if (RunLines.AreIn(data))
            {
                HearRun(data, output);
            }
            else
            {
                Hear(data, output);
            }
        }
        catch (Exception e)
            when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            // InvalidOperationException: a string that is no UTF-8.
            output.Add(new Received(null, null, new JsonProblem(e.Message, 0)));
        }

        if (reader.Closed != closed)
        {
            // A run that has ended need not be named any more.
            output.Add(new Received(null, sessions.FindLast(one => !one.IsClosed)?.Run ?? ""));
        }
    }

    private void Hear(ReadOnlySpan<byte> data, ICollection<Received> output)
    {
        var fields = default(FrameFields);
        fields.Read(data);
        if (current?.IsNamed(fields.Session) != true)
        {
            if (SessionsOf(fields.Session) is { Count: > 0 } told)
            {
                reader.ReadRun(told, data, output); // a run of which one frame is kept
                return;
            }

            current = Known(fields.Session) ?? Open(fields, output);
        }

        if (fields.Seq > current!.LastSeq && !current.IsClosed)
        {
            current.LastSeq = fields.Seq;
            reader.Read(current, fields, output);
        }
    }

    private void HearRun(ReadOnlySpan<byte> data, ICollection<Received> output)
    {
        var lines = new RunLines(data);
        lines.MoveNext();
        var first = default(FrameFields);
        first.Read(lines.Current);
        if (SessionsOf(first.Session) is { Count: > 0 } told)
        {
            reader.ReadRun(told, data, output);
            return;
        }

        // Of a run that was never heard of nothing is known but this: it is shown as a session of its own.
        do
        {
            Hear(lines.Current, output);
        } while (lines.MoveNext());
    }

    private SessionHeard? Known(ReadOnlySpan<byte> name)
    {
        foreach (var known in sessions)
        {
            if (known.IsNamed(name))
            {
                return known;
            }
        }

        return null;
    }

    // The sessions of a run in the order of their turns; none when this is no run's name.
    private List<SessionHeard> SessionsOf(ReadOnlySpan<byte> run)
    {
        List<SessionHeard>? found = null;
        foreach (var known in sessions)
        {
            if (known.IsOfRun(run))
            {
                (found ??= []).Add(known);
            }
        }

        return found ?? [];
    }

    private SessionHeard Open(in FrameFields fields, ICollection<Received> output)
    {
        if (sessions.Count == MaxSessions)
        {
            sessions.RemoveAt(0);
        }

        // A session may begin with the name of its run: its own, or that of the session that it goes on with.
        var run = fields.Run;
        var resumed = run is null ? null : sessions.FindLast(known => known.Run == run);
        var session = new SessionHeard(Encoding.UTF8.GetString(fields.Session), run, resumed);
        sessions.Add(session);
        reader.Open(session, output);
        return session;
    }
}
