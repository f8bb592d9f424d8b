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
/// There is no resume point: the server keeps the cursor under the tracking id. A result goes to the oldest open call of its tool.
/// Safe for any input.
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

        try
        {
            var fields = default(FrameFields);
            fields.Read(data);
            var session = current?.IsNamed(fields.Session) == true ? current : Find(fields, output);
            current = session;
            if (fields.Seq > session.LastSeq && !session.IsClosed)
            {
                session.LastSeq = fields.Seq;
                reader.Read(session, fields, output);
            }
        }
        catch (Exception e)
            when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            // InvalidOperationException: a string that is no UTF-8.
            output.Add(new Received(null, null, new JsonProblem(e.Message, 0)));
        }
    }

    private SessionHeard Find(in FrameFields fields, ICollection<Received> output)
    {
        foreach (var known in sessions)
        {
            if (known.IsNamed(fields.Session))
            {
                return known;
            }
        }

        if (sessions.Count == MaxSessions)
        {
            sessions.RemoveAt(0);
        }

        var session = new SessionHeard(Encoding.UTF8.GetString(fields.Session), Resumed(fields));
        sessions.Add(session);
        reader.Open(session, output);
        return session;
    }

    // A session may begin with the id of its run: the session that it goes on with, or its own.
    private SessionHeard? Resumed(in FrameFields fields)
    {
        var run =
            fields.Name.SequenceEqual("metadata"u8) && JsonSlice.Text(fields.Key) == AiEventNames.RunId
                ? JsonSlice.Text(fields.Value)
                : null;
        return run is null ? null : sessions.Find(known => known.Id == run);
    }
}
