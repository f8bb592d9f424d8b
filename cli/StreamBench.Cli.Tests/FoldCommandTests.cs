namespace StreamBench.Cli.Tests;

public sealed class FoldCommandTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task Fold_prints_an_outcome_a_line_and_then_the_state()
    {
        var (code, output, error) = await FoldAsync(
            """{"type":"turn.open","seq":1,"turn":"t1"}""",
            """{"type":"item.open","seq":3,"turn":"t1","item":"m","kind":"text"}""",
            """{"type":"future.event","seq":2}"""
        );

        code.ShouldBe(0);
        error.ShouldBeEmpty();
        output.ShouldBe(
            """
            {"seq":1,"outcomes":["Applied"]}
            {"seq":3,"outcomes":["Buffered(missing 2..2)"]}
            {"seq":2,"outcomes":["Ignored(unknown-type)","Applied"]}
            {"lastSeq":3,"needResync":false,"state":{"approvals":[],"items":[{"agent":null,"id":"i0","kind":"text","role":"assistant","text":"","turn":"t0"}],"turns":[{"agent":null,"id":"t0","status":"open"}]},"digest":"sha256:77762bba7e1b243c6e68d276cf4175e881b624237ba3fb469b1274fde30a41d9"}

            """
        );
    }

    [Fact]
    public async Task A_line_that_is_no_event_is_named_with_its_place_and_the_rest_is_folded()
    {
        var (code, output, error) = await FoldAsync(
            """{"type":"turn.open","seq":1,"turn":"t1"}""",
            """{"type":"turn.close","seq":2}""",
            """{"type":"turn.close","seq":2,"turn":"t1","status":"completed"}"""
        );

        code.ShouldBe(2);
        error.ShouldContain($"{file}:2:29: turn.close needs \"turn\"");
        output.ShouldContain("\"lastSeq\":2");
    }

    [Fact]
    public async Task A_hello_sets_the_epoch_of_what_follows()
    {
        var (_, output, _) = await FoldAsync(
            """{"type":"hello","conversation":"c","epoch":2,"resume":"live"}""",
            """{"type":"future.event","seq":1}""",
            """{"type":"hello","conversation":"c","epoch":1,"resume":"live"}""",
            """{"type":"future.event","seq":2}"""
        );

        output.ShouldContain("""{"seq":2,"outcomes":["Stale(epoch)"]}""");
    }

    [Fact]
    public async Task A_state_that_ends_in_half_an_emoji_has_no_digest()
    {
        var (code, output, error) = await FoldAsync(
            """{"type":"turn.open","seq":1,"turn":"t1"}""",
            """{"type":"item.open","seq":2,"turn":"t1","item":"m","kind":"text"}""",
            """{"type":"text.append","seq":3,"item":"m","text":"\ud83d"}"""
        );

        code.ShouldBe(2);
        output.ShouldEndWith("""{"lastSeq":3,"needResync":false,"state":null,"digest":null}""" + Environment.NewLine);
        error.ShouldContain("half a surrogate pair");
    }

    [Fact]
    public async Task A_missing_file_is_a_usage_error_that_says_what_to_do()
    {
        var (code, _, error) = await RunAsync("fold", "no/such/file.jsonl");

        code.ShouldBe(2);
        error.ShouldContain("no/such/file.jsonl: no such file");
    }

    private async Task<(int Code, string Output, string Error)> FoldAsync(params string[] lines)
    {
        await File.WriteAllLinesAsync(file, lines);
        return await RunAsync("fold", file);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
