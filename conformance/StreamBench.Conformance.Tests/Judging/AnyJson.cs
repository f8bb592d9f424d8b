using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace StreamBench.Conformance.Tests.Judging;

/// <summary>States as no client should report them: JSON all the same.</summary>
internal static class AnyJson
{
    private static readonly string[] Names =
    [
        .. "turns items approvals agents journal cursor inputEnabled errors lastEventId retryMs".Split(' '),
        .. "id turn kind role agent text status name args argsText result item decision prompt parent".Split(' '),
        "__proto__",
        "",
        "a/b~c",
        "\\ud83d",
        "\\ud83d rather long, so that it has to be compared",
        "t\\u0065xt",
    ];

    private static readonly string[] Leaves =
    [
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1.5",
        "1e400",
        "123456789012345678901234567890",
        "\"\"",
        "\"t0\"",
        "\"e1:3\"",
        "\"open\"",
        "\"half \\ud83d\"",
        "\"\\udc4b\"",
        "\"\\u0000\\u001b[2J\"",
        "\"👋\"",
        new string('[', 300) + new string(']', 300),
        string.Concat(Enumerable.Repeat("{\"items\":", 200)) + "1" + new string('}', 200),
    ];

    /// <summary>Any value; every other one is an object with the members of a state.</summary>
    internal static Arbitrary<JsonElement> States { get; } =
        Gen.OneOf(Text(4), Members(4, 8)).Select(Parse).ToArbitrary();

    internal static JsonElement Parse(string text) =>
        JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = 1_000 });

    private static Gen<string> Text(int depth) =>
        depth == 0
            ? Gen.Elements(Leaves)
            : Gen.OneOf(
                Gen.Elements(Leaves),
                Members(depth, 4),
                from count in Gen.Choose(0, 3)
                from elements in Text(depth - 1).ArrayOf(count)
                select $"[{string.Join(',', elements)}]"
            );

    // A name may stand twice.
    private static Gen<string> Members(int depth, int most) =>
        from count in Gen.Choose(0, most)
        from names in Gen.Elements(Names).ArrayOf(count)
        from values in Text(depth - 1).ArrayOf(count)
        select $"{{{string.Join(',', names.Zip(values, (name, value) => $"\"{name}\":{value}"))}}}";
}
