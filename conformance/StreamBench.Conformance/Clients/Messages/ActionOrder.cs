using System.Text.Json;
using System.Text.Json.Serialization;

namespace StreamBench.Conformance.Clients.Messages;

/// <summary>Something that the user of a client does in the middle of a run.</summary>
public sealed record ActionOrder
{
    /// <summary>The run it belongs to.</summary>
    public required string Run { get; init; }

    /// <summary>Names the answer; opaque.</summary>
    public required string Step { get; init; }

    /// <summary>
    /// <c>approve</c>, <c>reject</c>, <c>cancel</c>, <c>regenerate</c>, <c>send</c>, <c>setToken</c>, <c>resume</c>, <c>pauseRead</c>, <c>resumeRead</c>,
    /// <c>fetchHistory</c>, <c>toolResult</c> or <c>dispose</c>.
    /// </summary>
    public required string Action { get; init; }

    /// <summary>What it concerns: an approval, a turn or an item; null where nothing is named.</summary>
    public string? Id { get; init; }

    /// <summary>For <c>send</c>: the text. For <c>setToken</c>: the token.</summary>
    public string? Text { get; init; }

    /// <summary>For <c>send</c>: the id that makes a repetition harmless.</summary>
    public string? ClientMessageId { get; init; }

    /// <summary>For <c>toolResult</c>: the result.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public JsonElement Result { get; init; }
}

/// <summary>What came of an action.</summary>
public sealed record ActionAnswer
{
    /// <summary>The run it belongs to.</summary>
    public required string Run { get; init; }

    /// <summary>The action it answers.</summary>
    public required string Step { get; init; }

    /// <summary>True when it was done.</summary>
    public bool Ok { get; init; }

    /// <summary>True when the client knows no such action.</summary>
    public bool Unsupported { get; init; }

    /// <summary>The server's status where there was one; 0 otherwise.</summary>
    public int Status { get; init; }

    /// <summary>For <c>fetchHistory</c>: the state that the history gives to a second, empty client. See <see cref="ClientState"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [Described(typeof(ClientState))]
    public JsonElement State { get; init; }

    /// <summary>What went wrong, or null.</summary>
    public string? Message { get; init; }
}
