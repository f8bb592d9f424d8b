using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StreamBench.Conformance.Clients.Wire;

namespace StreamBench.Conformance.Tests.Clients;

/// <summary>The schemas that strangers read are made from the records that messages are read into.</summary>
public sealed class SchemaFileTests
{
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>With <c>STREAMBENCH_REGENERATE=1</c> the files are written instead of compared.</summary>
    [Fact]
    public void The_files_equal_what_the_records_say()
    {
        var docs = DocComments.Load();
        var files = MessageKind.All.ToDictionary(
            kind => $"{kind.Discriminator}-{kind.Name}.json",
            kind => Render(kind, docs)
        );
        if (Environment.GetEnvironmentVariable("STREAMBENCH_REGENERATE") == "1")
        {
            foreach (var (name, text) in files)
            {
                File.WriteAllText(Path.Combine(Folder, name), text);
            }
        }

        Directory.EnumerateFiles(Folder).Select(Path.GetFileName).ShouldBe(files.Keys, ignoreOrder: true);
        foreach (var (name, text) in files)
        {
            File.ReadAllText(Path.Combine(Folder, name))
                .ShouldBe(
                    text,
                    $"{name} is stale: run this test with STREAMBENCH_REGENERATE=1 and look at the difference"
                );
        }
    }

    [Fact]
    public void Every_member_is_described()
    {
        var docs = DocComments.Load();

        var silent = MessageKind.All.SelectMany(kind =>
            Undescribed(
                $"{kind.Discriminator}:{kind.Name}",
                JsonElement.Parse(MessageSchema.Of(kind, docs.Of).ToJsonString())
            )
        );

        silent.ShouldBeEmpty();
    }

    [Fact]
    public void The_check_knows_every_keyword_of_the_schemas()
    {
        string[] known =
        [
            "type",
            "const",
            "enum",
            "required",
            "properties",
            "items",
            "oneOf",
            "minimum",
            "maximum",
            "minLength",
        ];
        string[] silent = ["description", "default", "additionalProperties"]; // additionalProperties: only in orders, which are ours

        var used = MessageKind.All.SelectMany(kind => Keywords(kind.Schema)).Distinct(StringComparer.Ordinal);

        used.Except([.. known, .. silent], StringComparer.Ordinal).ShouldBeEmpty();
    }

    private static string Folder => Path.GetFullPath(Path.Combine(Here(), "..", "..", "schemas", "sbcp-1"));

    private static string Render(MessageKind kind, DocComments docs)
    {
        var schema = MessageSchema.Of(kind, docs.Of);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", $"SBCP/1 {kind.Discriminator}:{kind.Name}");
        return schema.ToJsonString(Options) + "\n";
    }

    private static IEnumerable<string> Undescribed(string path, JsonElement schema) =>
        schema.ValueKind != JsonValueKind.Object ? []
        : schema.TryGetProperty("properties", out var properties)
            ? properties
                .EnumerateObject()
                .Where(p => !p.Value.TryGetProperty("const", out _))
                .SelectMany(p =>
                    p.Value.TryGetProperty("description", out _)
                        ? Undescribed($"{path}.{p.Name}", p.Value)
                        : [$"{path}.{p.Name}"]
                )
        : schema.TryGetProperty("items", out var items) ? Undescribed(path, items)
        : [];

    private static IEnumerable<string> Keywords(JsonElement schema) =>
        schema.ValueKind != JsonValueKind.Object
            ? []
            : schema
                .EnumerateObject()
                .SelectMany(keyword =>
                    keyword.Name switch
                    {
                        "properties" =>
                        [
                            keyword.Name,
                            .. keyword.Value.EnumerateObject().SelectMany(p => Keywords(p.Value)),
                        ],
                        "items" => [keyword.Name, .. Keywords(keyword.Value)],
                        "oneOf" => [keyword.Name, .. keyword.Value.EnumerateArray().SelectMany(Keywords)],
                        _ => (IEnumerable<string>)[keyword.Name],
                    }
                );

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
