using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Atmosphere.Hearing;

/// <summary>Tool calls, their results and the questions about them.</summary>
internal sealed class CallReader(EventsOut events)
{
    internal void Start(SessionHeard session, string name, JsonElement args)
    {
        var item = events.OpenItem(session, session.NewItem(), ItemKind.Tool, name: name);
        args = args.IsPresent ? args : JsonElement.Parse("{}"u8);
        session.Calls.Add(new HeardCall(item, name, args, session.Id));
        events.Emit(
            new ToolCall
            {
                Seq = events.Next(),
                Turn = session.Id,
                Item = item,
                Args = args,
            }
        );
    }

    internal void Finish(SessionHeard session, string name, JsonElement result, bool isError)
    {
        var call =
            session.Calls.Find(one => one.Name == name)
            ?? throw new FormatException($"a result of \"{name}\", of which no call is open");
        session.Calls.Remove(call);
        events.Emit(
            new ToolResult
            {
                Seq = events.Next(),
                Turn = session.Id,
                Item = call.Item,
                Result = result.IsPresent ? result : JsonElement.Parse("null"u8),
                IsError = isError,
            }
        );
    }

    internal void Ask(SessionHeard session, ReadOnlySpan<byte> data)
    {
        var approval = JsonSlice.Need(data, "approvalId"u8);
        var name = JsonSlice.Text(data, "toolName"u8);
        var args = JsonSlice.Value(data, "arguments"u8);
        var calls = session.Calls.Where(one => one.Name == name).OrderBy(one => one.Waits).ToArray();
        var call = calls.FirstOrDefault(one => one.Has(args)) ?? calls.FirstOrDefault();
        if (call is not null)
        {
            call.Waits = true;
        }

        events.Emit(
            new ApprovalRequest
            {
                Seq = events.Next(),
                Turn = session.Id,
                Item = call?.Item,
                Approval = approval,
                Prompt = JsonSlice.Text(data, "message"u8) ?? "",
            }
        );
    }
}
