namespace StreamBench.Protocol.Wire;

/// <summary>How members are spelt on the wire.</summary>
internal static class PayloadNames
{
    /// <summary>The longest member name and the longest type name, in characters.</summary>
    internal const int Longest = 24;

    internal static string Of(PayloadMember member)
    {
        var name = member.ToString();
        return string.Concat(char.ToLowerInvariant(name[0]).ToString(), name.AsSpan(1));
    }

    internal static PayloadMember Recognise(ReadOnlySpan<char> name) =>
        name switch
        {
            "type" => PayloadMember.Type,
            "turn" => PayloadMember.Turn,
            "item" => PayloadMember.Item,
            "agent" => PayloadMember.Agent,
            "cursor" => PayloadMember.Cursor,
            "replaces" => PayloadMember.Replaces,
            "resumes" => PayloadMember.Resumes,
            "status" => PayloadMember.Status,
            "finishReason" => PayloadMember.FinishReason,
            "digest" => PayloadMember.Digest,
            "kind" => PayloadMember.Kind,
            "role" => PayloadMember.Role,
            "after" => PayloadMember.After,
            "name" => PayloadMember.Name,
            "elementType" => PayloadMember.ElementType,
            "label" => PayloadMember.Label,
            "clientMessageId" => PayloadMember.ClientMessageId,
            "text" => PayloadMember.Text,
            "approval" => PayloadMember.Approval,
            "prompt" => PayloadMember.Prompt,
            "decision" => PayloadMember.Decision,
            "by" => PayloadMember.By,
            "parent" => PayloadMember.Parent,
            "from" => PayloadMember.From,
            "to" => PayloadMember.To,
            "reason" => PayloadMember.Reason,
            "scope" => PayloadMember.Scope,
            "code" => PayloadMember.Code,
            "message" => PayloadMember.Message,
            "conversation" => PayloadMember.Conversation,
            "resume" => PayloadMember.Resume,
            "seq" => PayloadMember.Seq,
            "at" => PayloadMember.At,
            "offset" => PayloadMember.Offset,
            "expiresAt" => PayloadMember.ExpiresAt,
            "epoch" => PayloadMember.Epoch,
            "n" => PayloadMember.N,
            "retryAfterMs" => PayloadMember.RetryAfterMs,
            "firstSeq" => PayloadMember.FirstSeq,
            "lastSeq" => PayloadMember.LastSeq,
            "heartbeatMs" => PayloadMember.HeartbeatMs,
            "retryMs" => PayloadMember.RetryMs,
            "synth" => PayloadMember.Synth,
            "isError" => PayloadMember.IsError,
            "retryable" => PayloadMember.Retryable,
            "error" => PayloadMember.Error,
            "value" => PayloadMember.Value,
            "patch" => PayloadMember.Patch,
            "args" => PayloadMember.Args,
            "result" => PayloadMember.Result,
            "options" => PayloadMember.Options,
            "editedArgs" => PayloadMember.EditedArgs,
            "entry" => PayloadMember.Entry,
            "state" => PayloadMember.State,
            _ => PayloadMember.Foreign,
        };
}
