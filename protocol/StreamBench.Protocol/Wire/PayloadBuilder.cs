using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Protocol.Wire;

/// <summary>Makes the record for a known type from members that are known to be there.</summary>
internal static class PayloadBuilder
{
    internal static Payload Build(string type, in PayloadFields f) =>
        type switch
        {
            EventTypes.TextAppend => new TextAppend
            {
                Seq = f.Integer(PayloadMember.Seq),
                Epoch = (int)f.Integer(PayloadMember.Epoch),
                Turn = f.Text(PayloadMember.Turn),
                Item = f.Text(PayloadMember.Item),
                Agent = f.Text(PayloadMember.Agent),
                At = f.IntegerOrNull(PayloadMember.At),
                Synthesised = f.Flag(PayloadMember.Synth),
                Text = f.Text(PayloadMember.Text)!,
                Offset = (int?)f.IntegerOrNull(PayloadMember.Offset),
            },
            EventTypes.Hello => new Hello
            {
                Conversation = f.Text(PayloadMember.Conversation)!,
                Epoch = (int)f.Integer(PayloadMember.Epoch),
                Resume = f.Text(PayloadMember.Resume)!,
                FirstSeq = f.Integer(PayloadMember.FirstSeq),
                LastSeq = f.Integer(PayloadMember.LastSeq),
                HeartbeatMs = (int)f.Integer(PayloadMember.HeartbeatMs),
                RetryMs = (int)f.Integer(PayloadMember.RetryMs),
            },
            EventTypes.Heartbeat => new Heartbeat(),
            EventTypes.Notice => new Notice
            {
                Code = f.Text(PayloadMember.Code),
                Message = f.Text(PayloadMember.Message),
            },
            EventTypes.Bye => new Bye
            {
                Reason = f.Text(PayloadMember.Reason)!,
                RetryMs = (int)f.Integer(PayloadMember.RetryMs),
            },
            _ => Body(type, f) with
            {
                Seq = f.Integer(PayloadMember.Seq),
                Epoch = (int)f.Integer(PayloadMember.Epoch),
                Turn = f.Text(PayloadMember.Turn),
                Item = f.Text(PayloadMember.Item),
                Agent = f.Text(PayloadMember.Agent),
                At = f.IntegerOrNull(PayloadMember.At),
                Synthesised = f.Flag(PayloadMember.Synth),
            },
        };

    private static StreamEvent Body(string type, in PayloadFields f) =>
        type switch
        {
            EventTypes.TurnOpen => new TurnOpen
            {
                Replaces = f.Text(PayloadMember.Replaces),
                Resumes = f.Text(PayloadMember.Resumes),
            },
            EventTypes.TurnClose => new TurnClose
            {
                Status = f.Text(PayloadMember.Status)!,
                FinishReason = f.Text(PayloadMember.FinishReason),
                Error = Error(f.Value(PayloadMember.Error)),
                Digest = f.Text(PayloadMember.Digest),
            },
            EventTypes.ItemOpen => new ItemOpen
            {
                Kind = f.Text(PayloadMember.Kind)!,
                Role = f.Text(PayloadMember.Role),
                After = f.Text(PayloadMember.After),
                Name = f.Text(PayloadMember.Name),
                ElementType = f.Text(PayloadMember.ElementType),
                Value = f.Value(PayloadMember.Value),
                Label = f.Text(PayloadMember.Label),
                ClientMessageId = f.Text(PayloadMember.ClientMessageId),
            },
            EventTypes.ItemReplace => new ItemReplace
            {
                Text = f.Text(PayloadMember.Text),
                Value = f.Value(PayloadMember.Value),
            },
            EventTypes.ElementPatch => new ElementPatch { Patch = f.Value(PayloadMember.Patch) },
            EventTypes.ItemStatus => new ItemStatusChange
            {
                Status = f.Text(PayloadMember.Status)!,
                Label = f.Text(PayloadMember.Label),
            },
            EventTypes.ItemClose => new ItemClose { Text = f.Text(PayloadMember.Text) },
            EventTypes.ItemRemove => new ItemRemove(),
            EventTypes.ToolArgs => new ToolArgs
            {
                Text = f.Text(PayloadMember.Text)!,
                Offset = (int?)f.IntegerOrNull(PayloadMember.Offset),
            },
            EventTypes.ToolCall => new ToolCall { Args = f.Value(PayloadMember.Args) },
            EventTypes.ToolOutput => new ToolOutput
            {
                Text = f.Text(PayloadMember.Text)!,
                Offset = (int?)f.IntegerOrNull(PayloadMember.Offset),
            },
            EventTypes.ToolResult => new ToolResult
            {
                Result = f.Value(PayloadMember.Result),
                IsError = f.Flag(PayloadMember.IsError),
            },
            EventTypes.ApprovalRequest => new ApprovalRequest
            {
                Approval = f.Text(PayloadMember.Approval)!,
                Prompt = f.Text(PayloadMember.Prompt)!,
                Options = f.Value(PayloadMember.Options),
                ExpiresAt = f.IntegerOrNull(PayloadMember.ExpiresAt),
            },
            EventTypes.ApprovalDecision => new ApprovalDecision
            {
                Approval = f.Text(PayloadMember.Approval)!,
                Decision = f.Text(PayloadMember.Decision)!,
                By = f.Text(PayloadMember.By),
                EditedArgs = f.Value(PayloadMember.EditedArgs),
            },
            EventTypes.AgentSpawn => new AgentSpawn { Parent = f.Text(PayloadMember.Parent) },
            EventTypes.AgentFinish => new AgentFinish { Status = f.Text(PayloadMember.Status)! },
            EventTypes.Handoff => new Handoff
            {
                From = f.Text(PayloadMember.From)!,
                To = f.Text(PayloadMember.To)!,
                Reason = f.Text(PayloadMember.Reason),
            },
            EventTypes.Journal => new JournalLine
            {
                N = (int)f.Integer(PayloadMember.N),
                Entry = f.Value(PayloadMember.Entry),
            },
            EventTypes.Snapshot => new Snapshot
            {
                State = f.Value(PayloadMember.State),
                Digest = f.Text(PayloadMember.Digest)!,
            },
            EventTypes.Checkpoint => new Checkpoint { Digest = f.Text(PayloadMember.Digest)! },
            EventTypes.Error => new StreamError
            {
                Scope = f.Text(PayloadMember.Scope)!,
                Code = f.Text(PayloadMember.Code)!,
                Message = f.Text(PayloadMember.Message)!,
                Retryable = f.Flag(PayloadMember.Retryable),
                RetryAfterMs = (int?)f.IntegerOrNull(PayloadMember.RetryAfterMs),
            },
            _ => throw new InvalidOperationException($"{type} has a shape but no builder"),
        };

    private static ErrorInfo? Error(JsonElement error) =>
        error.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => null,
            JsonValueKind.String => new ErrorInfo(error.GetString()!),
            JsonValueKind.Object when error.Member("code") is { ValueKind: JsonValueKind.String } code => new ErrorInfo(
                code.GetString()!,
                error.Member("message") is { ValueKind: JsonValueKind.String } message ? message.GetString() : null,
                error.Member("retryable").ValueKind == JsonValueKind.True
            ),
            _ => throw new FormatException("\"error\" must be an object with a \"code\""),
        };
}
