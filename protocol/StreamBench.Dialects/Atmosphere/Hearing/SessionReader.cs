using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Atmosphere.Hearing;

/// <summary>Makes events of the frames of a session: the table of DIALECTS for Atmosphere, read from right to left.</summary>
internal sealed class SessionReader
{
    private ICollection<Received> output = [];
    private long seq;

    /// <summary>A new session: a turn with its text, which stands first and is taken away again if nothing is said.</summary>
    internal void Open(SessionHeard session, ICollection<Received> into)
    {
        output = into;
        Emit(
            new TurnOpen
            {
                Seq = ++seq,
                Turn = session.Id,
                Resumes = session.Resumed?.Id,
            }
        );
        Emit(
            new ItemOpen
            {
                Seq = ++seq,
                Turn = session.Id,
                Item = session.Text,
                Kind = ItemKind.Text,
            }
        );
    }

    /// <summary>One frame that is new in its session.</summary>
    internal void Read(SessionHeard session, in FrameFields frame, ICollection<Received> into)
    {
        output = into;
        var data = frame.Data;
        if (frame.Name.SequenceEqual("streaming-text"u8))
        {
            Append(session, JsonSlice.Text(data));
            return;
        }

        switch (NameOf(frame.Name))
        {
            case AiEventNames.TextDelta:
                Append(session, JsonSlice.Text(data, "text"u8));
                break;
            case AiEventNames.TextComplete:
                Repair(session, JsonSlice.Text(data, "fullText"u8));
                break;
            case AiEventNames.ReasoningDelta:
                Reason(session, JsonSlice.Text(data, "text"u8));
                break;
            case AiEventNames.ReasoningComplete:
                EndReasoning(session);
                break;
            case AiEventNames.ToolStart:
                Start(session, Need(data, "toolName"u8), JsonSlice.Value(data, "arguments"u8));
                break;
            case AiEventNames.ToolResult:
                Finish(session, Need(data, "toolName"u8), JsonSlice.Value(data, "result"u8), isError: false);
                break;
            case AiEventNames.ToolError:
                Finish(session, Need(data, "toolName"u8), JsonSlice.Value(data, "error"u8), isError: true);
                break;
            case AiEventNames.ApprovalRequired:
                Ask(session, data);
                break;
            case AiEventNames.Progress:
                OpenStep(session, frame.IsEvent ? JsonSlice.Text(data, "message"u8) : JsonSlice.Text(data));
                break;
            case AiEventNames.AgentStep:
                GoOn(session, data);
                break;
            case AiEventNames.EntityStart:
                OpenElement(session, JsonSlice.Text(data, "typeName"u8), JsonElement.Parse("{}"u8));
                break;
            case AiEventNames.StructuredField:
                SetField(session, data);
                break;
            case AiEventNames.EntityComplete:
                SetElement(session, JsonSlice.Text(data, "typeName"u8), JsonSlice.Value(data, "entity"u8));
                break;
            case AiEventNames.PlanUpdate:
                SetElement(session, "plan", JsonSlice.Value(data));
                break;
            case AiEventNames.Handoff:
                HandOff(session, data);
                break;
            case AiEventNames.Metadata:
                SetData(session, JsonSlice.Text(frame.Key) ?? "", JsonSlice.Value(frame.Value));
                break;
            case AiEventNames.RoutingDecision or AiEventNames.Citation or AiEventNames.Content:
                AddData(session, JsonSlice.Value(data));
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
                Emit(new UnknownControl(other));
                break;
        }
    }

    private void Append(SessionHeard session, string? text)
    {
        if (text is { Length: > 0 })
        {
            session.HasText = true;
            session.HasSpoken = true;
            Emit(
                new TextAppend
                {
                    Seq = ++seq,
                    Turn = session.Id,
                    Item = session.Text,
                    Text = text,
                }
            );
        }
    }

    // A session that goes on with another and has said nothing of its own yet repairs what that one said.
    private void Repair(SessionHeard session, string? text)
    {
        var spoke = session is { HasSpoken: false, Resumed.HasText: true } ? session.Resumed : session;
        if (text is not null)
        {
            spoke.HasText = text.Length > 0;
            spoke.HasSpoken = true;
            Emit(
                new ItemReplace
                {
                    Seq = ++seq,
                    Turn = session.Id,
                    Item = spoke.Text,
                    Text = text,
                }
            );
        }
    }

    private void Reason(SessionHeard session, string? text)
    {
        if (text is not { Length: > 0 })
        {
            return;
        }

        session.Reasoning ??= OpenItem(session, session.NewItem(), ItemKind.Reasoning);
        Emit(
            new TextAppend
            {
                Seq = ++seq,
                Turn = session.Id,
                Item = session.Reasoning,
                Text = text,
            }
        );
    }

    private void EndReasoning(SessionHeard session)
    {
        if (session.Reasoning is { } item)
        {
            Emit(
                new ItemClose
                {
                    Seq = ++seq,
                    Turn = session.Id,
                    Item = item,
                }
            );
            session.Reasoning = null;
        }
    }

    private void Start(SessionHeard session, string name, JsonElement args)
    {
        var item = OpenItem(session, session.NewItem(), ItemKind.Tool, name: name);
        args = args.IsPresent ? args : JsonElement.Parse("{}"u8);
        session.Calls.Add(new HeardCall(item, name, args, session.Id));
        Emit(
            new ToolCall
            {
                Seq = ++seq,
                Turn = session.Id,
                Item = item,
                Args = args,
            }
        );
    }

    private void Finish(SessionHeard session, string name, JsonElement result, bool isError)
    {
        var call =
            session.Calls.Find(one => one.Name == name)
            ?? throw new FormatException($"a result of \"{name}\", of which no call is open");
        session.Calls.Remove(call);
        Emit(
            new ToolResult
            {
                Seq = ++seq,
                Turn = session.Id,
                Item = call.Item,
                Result = result.IsPresent ? result : JsonElement.Parse("null"u8),
                IsError = isError,
            }
        );
    }

    private void Ask(SessionHeard session, ReadOnlySpan<byte> data)
    {
        var approval = Need(data, "approvalId"u8);
        var name = JsonSlice.Text(data, "toolName"u8);
        var args = JsonSlice.Value(data, "arguments"u8);
        var calls = session.Calls.Where(one => one.Name == name).OrderBy(one => one.Waits).ToArray();
        var call = calls.FirstOrDefault(one => one.Has(args)) ?? calls.FirstOrDefault();
        if (call is not null)
        {
            call.Waits = true;
        }

        Emit(
            new ApprovalRequest
            {
                Seq = ++seq,
                Turn = session.Id,
                Item = call?.Item,
                Approval = approval,
                Prompt = JsonSlice.Text(data, "message"u8) ?? "",
            }
        );
    }

    private string OpenStep(SessionHeard session, string? label)
    {
        var item = OpenItem(session, session.NewItem(), ItemKind.Status, label: label);
        session.AddStep(item);
        return item;
    }

    private void GoOn(SessionHeard session, ReadOnlySpan<byte> data)
    {
        var told = JsonSlice.Text(JsonSlice.Member(data, "data"u8), "status"u8);
        var status =
            told is not null && ItemStatus.Rank(told) >= 0 ? told : StepNames.ToStatus(Need(data, "stepName"u8));
        var label = JsonSlice.Text(data, "description"u8);
        var item = session.GoOn(status);
        if (item is null)
        {
            item = OpenStep(session, label);
            session.GoOn(status);
        }

        Emit(
            new ItemStatusChange
            {
                Seq = ++seq,
                Turn = session.Id,
                Item = item,
                Status = status,
                Label = label,
            }
        );
    }

    private void OpenElement(SessionHeard session, string? type, JsonElement value) =>
        session.AddElement(
            OpenItem(session, session.NewItem(), ItemKind.Element, elementType: type, value: value),
            type
        );

    private void SetElement(SessionHeard session, string? type, JsonElement value)
    {
        if (session.NewestElement(type) is { } item)
        {
            Emit(
                new ItemReplace
                {
                    Seq = ++seq,
                    Turn = session.Id,
                    Item = item,
                    Value = value,
                }
            );
        }
        else
        {
            OpenElement(session, type, value);
        }
    }

    private void SetField(SessionHeard session, ReadOnlySpan<byte> data)
    {
        var path =
            "/"
            + Need(data, "fieldName"u8)
                .Replace("~", "~0", StringComparison.Ordinal)
                .Replace("/", "~1", StringComparison.Ordinal);
        var value = JsonSlice.Value(data, "value"u8);
        var patch = JsonSerializer.SerializeToElement(
            new[]
            {
                new
                {
                    op = "add",
                    path,
                    value,
                },
            }
        );
        if (session.NewestElement() is null)
        {
            OpenElement(session, JsonSlice.Text(data, "schemaType"u8), JsonElement.Parse("{}"u8));
        }

        Emit(
            new ElementPatch
            {
                Seq = ++seq,
                Turn = session.Id,
                Item = session.NewestElement(),
                Patch = patch,
            }
        );
    }

    private void SetData(SessionHeard session, string key, JsonElement value)
    {
        if (key == AiEventNames.RunId)
        {
            return; // says how the session began
        }

        var (item, isNew) = session.DataItem(key);
        if (isNew)
        {
            OpenItem(session, item, ItemKind.Data, value: value);
        }
        else
        {
            Emit(
                new ItemReplace
                {
                    Seq = ++seq,
                    Turn = session.Id,
                    Item = item,
                    Value = value,
                }
            );
        }
    }

    private void AddData(SessionHeard session, JsonElement value) =>
        OpenItem(session, session.NewItem(), ItemKind.Data, value: value);

    private void HandOff(SessionHeard session, ReadOnlySpan<byte> data)
    {
        var (from, to) = (Need(data, "fromAgent"u8), Need(data, "toAgent"u8));
        var reason = JsonSlice.Text(data, "reason"u8);
        Emit(
            new Handoff
            {
                Seq = ++seq,
                Turn = session.Id,
                From = from,
                To = to,
                Reason = reason,
            }
        );
        session.Last = $"handoff:{seq}"; // reducer rule 13
    }

    private void Fail(SessionHeard session, string? message)
    {
        Emit(
            new StreamError
            {
                Seq = ++seq,
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
            Emit(
                new ItemRemove
                {
                    Seq = ++seq,
                    Turn = session.Id,
                    Item = session.Text,
                }
            );
        }

        session.IsClosed = true;
        session.Calls.RemoveAll(call => call.Turn == session.Id && !(status == TurnStatus.Interrupted && call.Waits));
        Emit(
            new TurnClose
            {
                Seq = ++seq,
                Turn = session.Id,
                Status = status,
            }
        );
    }

    // After the last item of its own turn, so that turns which speak at the same time stay apart.
    private string OpenItem(
        SessionHeard session,
        string item,
        string kind,
        string? name = null,
        string? label = null,
        string? elementType = null,
        JsonElement value = default
    )
    {
        Emit(
            new ItemOpen
            {
                Seq = ++seq,
                Turn = session.Id,
                Item = item,
                Kind = kind,
                After = session.Last,
                Name = name,
                Label = label,
                ElementType = elementType,
                Value = value,
            }
        );
        session.Last = item;
        return item;
    }

    private void Emit(Payload payload) => output.Add(new Received(payload, null));

    private static string Need(ReadOnlySpan<byte> data, ReadOnlySpan<byte> name) =>
        JsonSlice.Text(data, name)
        ?? throw new FormatException($"\"data\" needs the string \"{System.Text.Encoding.UTF8.GetString(name)}\"");

    private static string NameOf(ReadOnlySpan<byte> name) => System.Text.Encoding.UTF8.GetString(name);
}
