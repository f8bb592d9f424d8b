using System.Collections.Immutable;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Turns;

/// <summary>A dialect that load can speak.</summary>
/// <param name="Name">Its name in plans.</param>
/// <param name="Body">The body of its request where the plan gives none; null for a GET.</param>
/// <param name="Read">Makes its reader.</param>
internal sealed record LoadDialect(string Name, string? Body, Func<LoadTarget, ITurnReader> Read)
{
    internal const string Native = "streambench";

    private const string Chat = """{"model":"any","stream":true,"messages":[{"role":"user","content":"{{text}}"}]}""";

    /// <summary>All of them.</summary>
    internal static ImmutableArray<LoadDialect> All { get; } =
    [
        new(
            Native,
            """{"text":"{{text}}","clientMessageId":"m-{{number}}"}""",
            _ => new NativeReader(new FoldingReader())
        ),
        new("any", null, target => Foreign(target, [], [], [], [])),
        new(
            "openai-chat",
            Chat,
            target => Foreign(target, ["\"content\":\""], ["\"content\":\"\""], ["[DONE]"], ["{\"error\":"])
        ),
        new(
            "openai-responses",
            """{"model":"any","stream":true,"input":"{{text}}"}""",
            target =>
                Foreign(
                    target,
                    ["\"type\":\"response.output_text.delta\""],
                    ["\"delta\":\"\""],
                    ["\"type\":\"response.completed\"", "\"type\":\"response.incomplete\""],
                    ["\"type\":\"response.failed\"", "\"type\":\"error\""]
                )
        ),
        new(
            "anthropic",
            """{"model":"any","max_tokens":1024,"stream":true,"messages":[{"role":"user","content":"{{text}}"}]}""",
            target =>
                Foreign(
                    target,
                    ["\"text_delta\""],
                    ["\"text\":\"\""],
                    ["\"type\":\"message_stop\""],
                    ["\"type\":\"error\""]
                )
        ),
        new(
            "vercel-ui",
            """{"id":"c-{{number}}","trigger":"submit-message","messages":[{"id":"m-{{number}}","role":"user","parts":[{"type":"text","text":"{{text}}"}]}]}""",
            target =>
                Foreign(
                    target,
                    ["\"type\":\"text-delta\""],
                    ["\"delta\":\"\""],
                    ["\"type\":\"finish\"", "[DONE]"],
                    ["\"type\":\"error\"", "\"type\":\"abort\""]
                )
        ),
    ];

    /// <summary>The dialect of that name, or null.</summary>
    internal static LoadDialect? Find(string name) => All.FirstOrDefault(dialect => dialect.Name == name);

    /// <summary>What goes with a JSON body.</summary>
    internal static ImmutableArray<(string Name, string Value)> HeadersOf(string? body) =>
        body is null || FieldForms.OfBody(body) != FieldForm.Json ? [] : [("Content-Type", "application/json")];

    private static ForeignReader Foreign(
        LoadTarget target,
        string[] content,
        string[] empty,
        string[] closed,
        string[] failed
    ) => new(content, empty, closed, failed) { Path = target.Content is { } path ? new ContentPath(path) : null };
}
