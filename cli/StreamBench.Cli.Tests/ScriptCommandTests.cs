using System.Text.Json;

namespace StreamBench.Cli.Tests;

public sealed class ScriptCommandTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task A_bad_file_is_named_by_line_and_column_and_fails()
    {
        await File.WriteAllTextAsync(file, "streambench: 1\nname: bad\nturns:\n  - events:\n      - jump: 3\n");

        var (code, output, error) = await Cli.RunAsync("script", "validate", file, "s-hello");

        code.ShouldBe(2);
        error.ShouldMatch($"{System.Text.RegularExpressions.Regex.Escape(file)}:[45]:\\d+: .*jump");
        output.ShouldContain("s-hello: ok");
    }

    [Fact]
    public async Task The_starter_is_valid()
    {
        var (_, starter, _) = await Cli.RunAsync("script", "new");
        await File.WriteAllTextAsync(file, starter);

        var (code, _, error) = await Cli.RunAsync("script", "validate", file);

        error.ShouldBeEmpty();
        code.ShouldBe(0);
    }

    [Fact]
    public async Task The_schema_is_one_json_document()
    {
        var (code, output, _) = await Cli.RunAsync("script", "schema");

        code.ShouldBe(0);
        using var schema = JsonDocument.Parse(output);
        schema.RootElement.GetProperty("$ref").GetString().ShouldBe("#/$defs/script");
    }
}
