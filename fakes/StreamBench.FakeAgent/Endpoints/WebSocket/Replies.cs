using System.Buffers;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Journals;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Endpoints.WebSocket;

/// <summary>
/// Answers to a client's messages. They are control frames, since they concern the connection and no client may resume at
/// one: <c>{"type":"notice","code","message","re":&lt;type asked&gt;,"status":&lt;as HTTP would say&gt;, …}</c>.
/// </summary>
internal static class Replies
{
    internal static Outgoing Accepted(
        string re,
        int status,
        params ReadOnlySpan<(string Name, string? Value)> members
    ) => Notice("accepted", "Done.", re, status, members);

    internal static Outgoing Refused(
        string re,
        ApiError error,
        params ReadOnlySpan<(string Name, string? Value)> members
    ) => Notice(error.Code, error.Message, re, error.Status, members);

    private static Outgoing Notice(
        string code,
        string message,
        string re,
        int status,
        ReadOnlySpan<(string Name, string? Value)> members
    )
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = PayloadEncoder.NewWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type"u8, EventTypes.Notice);
        json.WriteString("code"u8, code);
        json.WriteString("message"u8, message);
        json.WriteString("re"u8, re);
        json.WriteNumber("status"u8, status);
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return new Outgoing(new Notice { Code = code, Message = message }, buffer.WrittenMemory, null);
    }
}
