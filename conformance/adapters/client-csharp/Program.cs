// The adapter: SBCP/1 on standard input and output. The client that it adapts is in Chat.cs.
using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ClientCSharp;

const string Introduction = """
    {"re":"start","protocol":1,"client":{"name":"client-csharp","language":"C#"},"capabilities":["stream","resume","state","tools"],"transports":["sse"],"maxConcurrency":8}
    """;

var chats = new ConcurrentDictionary<string, Chat>(StringComparer.Ordinal);
var output = TextWriter.Synchronized(Console.Out);
while (Console.ReadLine() is { } line)
{
    var order = JsonNode.Parse(line)!;
    switch (Text(order, "cmd"))
    {
        case "start":
            output.WriteLine(Introduction);
            break;
        case "case":
            _ = Task.Run(() => RunAsync(order));
            break;
        case "do":
            output.WriteLine(Act(order).ToJsonString());
            break;
        default:
            return;
    }
}

async Task RunAsync(JsonNode order)
{
    var run = Text(order, "run");
    using var chat = new Chat(order);
    chats[run] = chat;
    var answer = new JsonObject
    {
        ["re"] = "case",
        ["run"] = run,
        ["outcome"] = await chat.FollowAsync(order["message"]),
        ["state"] = chat.Report(),
    };
    chats.TryRemove(run, out _);
    output.WriteLine(answer.ToJsonString());
}

JsonObject Act(JsonNode order)
{
    var chat = Text(order, "action") == "dispose" ? chats.GetValueOrDefault(Text(order, "run")) : null;
    chat?.Leave();
    return new JsonObject
    {
        ["re"] = "do",
        ["run"] = Text(order, "run"),
        ["step"] = Text(order, "step"),
        [chat is null ? "unsupported" : "ok"] = true,
    };
}

static string Text(JsonNode order, string name) => order[name]!.GetValue<string>();
