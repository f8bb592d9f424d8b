using System.Text;
using System.Text.Json;
using StreamBench.Dialects.Atmosphere.Runs;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Atmosphere.Hearing;

/// <summary>Makes events of the frames of a session: the table of DIALECTS for Atmosphere, read from right to left.</summary>
internal sealed class SessionReader
{
    private readonly EventsOut events = new();
    private readonly WordReader text;
    private readonly CallReader calls;
    private readonly ItemReader items;

    internal SessionReader()
    {
        text = new WordReader(events);
        calls = new CallReader(events);
        items = new ItemReader(events);
    }

    /// <summary>How many sessions have ended.</summary>
    internal int Closed { get; private set; }

    /// <summary>A new session: a turn with its text, which stands first and is taken away again if nothing is said.</summary>
    internal void Open(SessionHeard session, ICollection<Received> into)
    {
        events.Output = into;
        events.Emit(
            new TurnOpen
            {
                Seq = events.Next(),
                Turn = session.Id,
                Resumes = session.Resumed?.Id,
            },
            session.Run
        );
        events.Emit(
            new ItemOpen
            {
                Seq = events.Next(),
                Turn = session.Id,
                Item = session.Text,
                Kind = ItemKind.Text,
            }
        );
    }

    /// <summary>
    /// A run that is said again. Its frames have numbers of their own and do not say which of its sessions they belong to: they are those
    /// of one after another, each up to its end.
    /// </summary>
    internal void ReadRun(List<SessionHeard> told, ReadOnlySpan<byte> message, ICollection<Received> into)
    {
        events.Output = into;
        // As many as a server keeps: the first ones may be gone, and nothing says so.
        var isWhole = RunLines.Count(message) < RunReplay.Capacity;
        var lines = new RunLines(message);
        var words = new StringBuilder();
        var number = 0;
        while (number < told.Count && lines.MoveNext())
        {
            var frame = default(FrameFields);
            frame.Read(lines.Current);
            if (frame.Name.SequenceEqual("streaming-text"u8))
            {
                words.Append(JsonSlice.Text(frame.Data));
                continue;
            }

            Restate(told[number], words, isWhole);
            if (!told[number].IsClosed)
            {
                Read(told[number], frame, into);
            }

            number++;
        }

        if (number < told.Count)
        {
            Restate(told[number], words, isWhole);
        }
    }

    /// <summary>One frame that is new in its session.</summary>
    internal void Read(SessionHeard session, in FrameFields frame, ICollection<Received> into)
    {
        events.Output = into;
        var data = frame.Data;
        if (frame.Name.SequenceEqual("streaming-text"u8))
        {
            text.Append(session, JsonSlice.Text(data));
            return;
        }

        switch (NameOf(frame.Name))
        {
            case AiEventNames.TextDelta:
                text.Append(session, JsonSlice.Text(data, "text"u8));
                break;
            case AiEventNames.TextComplete:
                text.Repair(session, JsonSlice.Text(data, "fullText"u8));
                break;
            case AiEventNames.ReasoningDelta:
                text.Reason(session, JsonSlice.Text(data, "text"u8));
                break;
            case AiEventNames.ReasoningComplete:
                text.EndReasoning(session);
                break;
            case AiEventNames.ToolStart:
                calls.Start(session, JsonSlice.Need(data, "toolName"u8), JsonSlice.Value(data, "arguments"u8));
                break;
            case AiEventNames.ToolResult:
                calls.Finish(
                    session,
                    JsonSlice.Need(data, "toolName"u8),
                    JsonSlice.Value(data, "result"u8),
                    isError: false
                );
                break;
            case AiEventNames.ToolError:
                calls.Finish(
                    session,
                    JsonSlice.Need(data, "toolName"u8),
                    JsonSlice.Value(data, "error"u8),
                    isError: true
                );
                break;
            case AiEventNames.ApprovalRequired:
                calls.Ask(session, data);
                break;
            case AiEventNames.Progress:
                items.OpenStep(session, frame.IsEvent ? JsonSlice.Text(data, "message"u8) : JsonSlice.Text(data));
                break;
            case AiEventNames.AgentStep:
                items.GoOn(session, data);
                break;
            case AiEventNames.EntityStart:
                items.OpenElement(session, JsonSlice.Text(data, "typeName"u8), JsonElement.Parse("{}"u8));
                break;
            case AiEventNames.StructuredField:
                items.SetField(session, data);
                break;
            case AiEventNames.EntityComplete:
                items.SetElement(session, JsonSlice.Text(data, "typeName"u8), JsonSlice.Value(data, "entity"u8));
                break;
            case AiEventNames.PlanUpdate:
                items.SetElement(session, "plan", JsonSlice.Value(data));
                break;
            case AiEventNames.Handoff:
                HandOff(session, data);
                break;
            case AiEventNames.Metadata:
                items.SetData(session, JsonSlice.Text(frame.Key) ?? "", JsonSlice.Value(frame.Value));
                break;
            case AiEventNames.RoutingDecision or AiEventNames.Citation or AiEventNames.Content:
                items.AddData(session, JsonSlice.Value(data));
                break;
            case AiEventNames.Complete:
                var summary = frame.IsEvent ? JsonSlice.Text(data, "summary"u8) : JsonSlice.Text(data);
                Close(
                    session,
                    summary is TurnStatus.Cancelled or TurnStatus.Interrupted ? summary : TurnStatus.Completed
                );
                break;
            case AiEventNames.Error:
                Fail(session, frame.IsEvent ? JsonSlice.Text(data, "message"u8) : JsonSlice.Text(data));
                break;
            case var other:
                events.Emit(new UnknownControl(other));
                break;
        }
    }

    private void Restate(SessionHeard session, StringBuilder words, bool isWhole)
    {
        if (isWhole && !session.IsClosed)
        {
            text.Restate(session, words.ToString());
        }

        words.Clear();
    }

    private void HandOff(SessionHeard session, ReadOnlySpan<byte> data)
    {
        var (from, to) = (JsonSlice.Need(data, "fromAgent"u8), JsonSlice.Need(data, "toAgent"u8));
        var reason = JsonSlice.Text(data, "reason"u8);
        events.Emit(
            new Handoff
            {
                Seq = events.Next(),
                Turn = session.Id,
                From = from,
                To = to,
                Reason = reason,
            }
        );
        session.Last = $"handoff:{events.Seq}"; // reducer rule 13
    }

    private void Fail(SessionHeard session, string? message)
    {
        events.Emit(
            new StreamError
            {
                Seq = events.Next(),
                Turn = session.Id,
                Scope = "turn",
                Code = "error",
                Message = message ?? "",
            }
        );
        Close(session, message == TurnStatus.TimedOut ? message : TurnStatus.Failed);
    }

    private void Close(SessionHeard session, string status)
    {
        if (!session.HasText)
        {
            events.Emit(
                new ItemRemove
                {
                    Seq = events.Next(),
                    Turn = session.Id,
                    Item = session.Text,
                }
            );
        }

        session.IsClosed = true;
        Closed++;
        session.Calls.RemoveAll(call => call.Turn == session.Id && !(status == TurnStatus.Interrupted && call.Waits));
        events.Emit(
            new TurnClose
            {
                Seq = events.Next(),
                Turn = session.Id,
                Status = status,
            }
        );
    }

    private static string NameOf(ReadOnlySpan<byte> name) => Encoding.UTF8.GetString(name);
}
