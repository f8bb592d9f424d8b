using System.Text;
using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Tests.Client;

/// <summary>A short conversation of five events and everything else a server may say about it, as payloads with cursors.</summary>
internal static class Say
{
    internal static readonly (string Json, string? Cursor) Greeting = Hello("replay");

    internal static readonly (string Json, string? Cursor)[] Turn =
    [
        Event("""{"type":"turn.open","seq":1,"turn":"t1"}""", 1),
        Event("""{"type":"item.open","seq":2,"turn":"t1","item":"i1","kind":"text"}""", 2),
        Event("""{"type":"text.append","seq":3,"turn":"t1","item":"i1","text":"Hello "}""", 3),
        Event("""{"type":"text.append","seq":4,"turn":"t1","item":"i1","text":"world"}""", 4),
        Event("""{"type":"turn.close","seq":5,"turn":"t1","status":"completed"}""", 5),
    ];

    internal static readonly (string Json, string? Cursor) Done = ("""{"type":"bye","reason":"done"}""", null);

    internal static readonly StreamEnd Fin = new(StreamEndKind.Completed, StreamSide.Server, "fin");

    /// <summary>The digest of the whole turn.</summary>
    internal static readonly string Digest = Fold(5).Digest();

    internal static (string Json, string? Cursor) Hello(string resume, int epoch = 1, int retryMs = 0) =>
        (
            $$"""{"type":"hello","conversation":"c","epoch":{{epoch}},"resume":"{{resume}}","retryMs":{{retryMs}}}""",
            null
        );

    internal static (string Json, string? Cursor) Event(string json, int seq) => (json, $"c{seq}");

    /// <summary>The snapshot after <paramref name="count"/> events.</summary>
    internal static (string Json, string? Cursor) Snapshot(int count, string cursor)
    {
        var reducer = Fold(count);
        var state = reducer.ToStateJson().GetRawText();
        return ($$"""{"type":"snapshot","seq":{{count}},"state":{{state}},"digest":"{{reducer.Digest()}}"}""", cursor);
    }

    /// <summary>The history after <paramref name="count"/> events.</summary>
    internal static JsonElement History(int count)
    {
        var reducer = Fold(count);
        var state = reducer.ToStateJson().GetRawText();
        return JsonElement.Parse(
            $$"""{"state":{{state}},"cursor":"c{{count}}","digest":"{{reducer.Digest()}}","epoch":1,"seq":{{count}}}"""
        );
    }

    private static Reducer Fold(int count)
    {
        var reducer = new Reducer();
        foreach (var (json, _) in Turn.Take(count))
        {
            reducer.Apply((StreamEvent)PayloadReader.Read(Encoding.UTF8.GetBytes(json)).Payload!);
        }

        return reducer;
    }
}
