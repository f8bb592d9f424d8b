using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Equality;

internal static class StateJsonReader
{
    /// <summary>Adds what <paramref name="json"/> tells to an empty state.</summary>
    /// <exception cref="FormatException">The value is not the JSON form of a conversation.</exception>
    internal static void Read(JsonElement json, Touch touch, ConversationState state)
    {
        foreach (var turn in Elements(json, "turns"))
        {
            var read = ReadTurn(turn, touch);
            RefuseTwice(state.FindTurn(read.Id), "turn", read.Id);
            state.Add(read);
        }

        var items = json.Member("items");
        foreach (var id in Elements(json, "order"))
        {
            var name = id.ValueKind == JsonValueKind.String ? id.GetString()! : throw Bad("order holds item ids");
            var item = items.Member(name);
            if (item.Text("kind") is { } kind && (ItemKind.IsOpenable(kind) || kind == ItemKind.Handoff))
            {
                state.Add(ReadItem(name, kind, item, touch, state));
            }
            else if (item.Text("kind") is null)
            {
                throw Bad($"item {name} of the order is not among the items");
            }
        }

        foreach (var (id, approval) in Members(json, "approvals"))
        {
            RefuseTwice(state.FindApproval(id), "approval", id);
            state.Add(ReadApproval(id, approval, touch));
        }

        foreach (var agent in Elements(json, "agents"))
        {
            var read = ReadAgent(agent, touch);
            RefuseTwice(state.FindAgent(read.Name), "agent", read.Name);
            state.Add(read);
        }

        foreach (var entry in Elements(json, "journal"))
        {
            state.AddJournal(entry, touch);
        }
    }

    private static Turn ReadTurn(JsonElement json, Touch touch) =>
        new(Need(json, "id"))
        {
            Status = Need(json, "status"),
            Agent = json.Text("agent"),
            FinishReason = json.Text("finishReason"),
            Error = ReadError(json.Member("error")),
            Synthesised = json.Member("synth").ValueKind == JsonValueKind.True,
            Superseded = json.Member("superseded").ValueKind == JsonValueKind.True,
            Resumes = json.Text("resumes"),
            Opened = touch,
            Changed = touch,
        };

    // The code alone enters the digest; servers write it bare or with its message.
    private static ErrorInfo? ReadError(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => new ErrorInfo(json.GetString()!),
            JsonValueKind.Object => new ErrorInfo(
                Need(json, "code"),
                json.Text("message"),
                json.Member("retryable").ValueKind == JsonValueKind.True
            ),
            _ => null,
        };

    private static Item ReadItem(string id, string kind, JsonElement json, Touch touch, ConversationState state)
    {
        var turn = Need(json, "turn");
        if (state.FindTurn(turn) is null)
        {
            throw Bad($"item {id} belongs to turn {turn}, which is not there");
        }

        RefuseTwice(state.FindItem(id), "item", id);
        var item = new Item(id, kind, turn)
        {
            Role = json.Text("role") ?? "assistant",
            Agent = json.Text("agent"),
            Closed = json.Member("closed").ValueKind == JsonValueKind.True,
            Status = json.Text("status") ?? ItemStatus.Pending,
            Name = json.Text("name"),
            Args = json.Member("args"),
            Result = json.Member("result"),
            ElementType = json.Text("elementType"),
            Value = json.Member("value") is { ValueKind: not JsonValueKind.Undefined } value ? value : Item.JsonNull,
            Label = json.Text("label"),
            From = json.Text("from"),
            To = json.Text("to"),
            Reason = json.Text("reason"),
            ClientMessageId = json.Text("clientMessageId"),
            Touched = new()
            {
                Opened = touch,
                Body = touch,
                Status = touch,
                Output = touch,
                Result = touch,
                Value = touch,
                Args = touch,
            },
        };
        item.Body.Append(item.IsText ? json.Text("text") : json.Text("argsText"));
        item.ArgsComplete = item.Args.IsPresent || json.Member("argsComplete").ValueKind == JsonValueKind.True;
        if (json.Text("output") is { } output)
        {
            item.OutputBuffer = new TextBuffer();
            item.OutputBuffer.Append(output);
        }

        return item;
    }

    private static Approval ReadApproval(string id, JsonElement json, Touch touch) =>
        new(id, json.Text("item"), Need(json, "prompt"))
        {
            Decision = json.Text("decision"),
            EditedArgs = json.Member("editedArgs"),
            Options = json.Member("options"),
            ExpiresAt =
                json.Member("expiresAt") is { ValueKind: JsonValueKind.Number } at && at.TryGetInt64(out var ms)
                    ? ms
                    : null,
            Requested = touch,
            Decided = touch,
        };

    private static SpawnedAgent ReadAgent(JsonElement json, Touch touch) =>
        new(Need(json, "name"), json.Text("parent"))
        {
            Status = Need(json, "status"),
            Spawned = touch,
            Finished = touch,
        };

    private static JsonElement.ArrayEnumerator Elements(JsonElement json, string name) =>
        json.Member(name) switch
        {
            { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
            { ValueKind: JsonValueKind.Undefined } => default,
            _ => throw Bad($"\"{name}\" is an array"),
        };

    private static IEnumerable<(string, JsonElement)> Members(JsonElement json, string name) =>
        json.Member(name) switch
        {
            { ValueKind: JsonValueKind.Object } members => members.EnumerateObject().Select(m => (m.Name, m.Value)),
            { ValueKind: JsonValueKind.Undefined } => [],
            _ => throw Bad($"\"{name}\" is an object"),
        };

    private static void RefuseTwice(object? earlier, string what, string id)
    {
        if (earlier is not null)
        {
            throw Bad($"{what} {id} stands twice");
        }
    }

    private static string Need(JsonElement json, string name) => json.Text(name) ?? throw Bad($"\"{name}\" is missing");

    private static FormatException Bad(string what) => new($"a state in JSON form: {what}");
}
