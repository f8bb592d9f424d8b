using StreamBench.Protocol.Events;

namespace StreamBench.Dialects.Atmosphere.Hearing;

/// <summary>Text and reasoning of a session.</summary>
internal sealed class WordReader(EventsOut events)
{
    internal void Append(SessionHeard session, string? text)
    {
        if (text is { Length: > 0 })
        {
            session.TextLength += text.Length;
            session.HasSpoken = true;
            events.Append(session.Id, session.Text, text);
        }
    }

    // A session that goes on with another and has said nothing of its own yet repairs what that one said.
    internal void Repair(SessionHeard session, string? text)
    {
        var spoke = session is { HasSpoken: false, Resumed.HasText: true } ? session.Resumed : session;
        if (text is not null)
        {
            (spoke.HasSpoken, spoke.IsRepaired) = (true, true);
            Replace(session, spoke, text);
        }
    }

    /// <summary>
    /// Takes what a run keeps of a session's text. It is everything that was said, and so longer by what was lost; what is no longer than
    /// the text that was heard says nothing new.
    /// </summary>
    internal void Restate(SessionHeard session, string text)
    {
        if (!session.IsRepaired && text.Length > session.TextLength)
        {
            session.HasSpoken = true;
            Replace(session, session, text);
        }
    }

    internal void Reason(SessionHeard session, string? text)
    {
        if (text is not { Length: > 0 })
        {
            return;
        }

        session.Reasoning ??= events.OpenItem(session, session.NewItem(), ItemKind.Reasoning);
        events.Append(session.Id, session.Reasoning, text);
    }

    internal void EndReasoning(SessionHeard session)
    {
        if (session.Reasoning is { } item)
        {
            events.Emit(
                new ItemClose
                {
                    Seq = events.Next(),
                    Turn = session.Id,
                    Item = item,
                }
            );
            session.Reasoning = null;
        }
    }

    private void Replace(SessionHeard session, SessionHeard spoke, string text)
    {
        spoke.TextLength = text.Length;
        events.Emit(
            new ItemReplace
            {
                Seq = events.Next(),
                Turn = session.Id,
                Item = spoke.Text,
                Text = text,
            }
        );
    }
}
