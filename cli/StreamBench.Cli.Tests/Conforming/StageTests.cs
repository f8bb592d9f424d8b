using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using StreamBench.Cli.Conforming;

namespace StreamBench.Cli.Tests.Conforming;

public sealed partial class StageTests
{
    private const string CutAfterThree = "RES-001/script:S-TOOL/variant:fin/k:3";
    private const string Waiting = "Waiting for a client; Ctrl-C stops.";

    private static readonly HttpClient Http = new();

    [Fact]
    public async Task A_client_meets_the_faults_of_the_case_and_each_is_told()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var output = new AwaitedOutput(Waiting);
        var settings = new StageSettings(CutAfterThree, "sse", Port: 0, Once: true);
        var serving = new StageRun(output, TextWriter.Null).RunAsync(settings, cancellation);
        await output.Seen.WaitAsync(TimeSpan.FromSeconds(30), cancellation);
        var address = $"{Server().Match(output.ToString()).Groups["url"].Value}/v1/conversations/res-001-1";

        using var turn = await Http.PostAsJsonAsync(
            $"{address}/turns",
            new { text = "hi", clientMessageId = "m1" },
            cancellation
        );
        var first = await ReadAsync($"{address}/events", cursor: null);
        var rest = await ReadAsync($"{address}/events", "1:3");

        turn.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        first.ShouldContain("\"seq\":3,");
        first.ShouldNotContain("\"seq\":4,");
        rest.ShouldContain("\"seq\":4,");
        (await serving.WaitAsync(TimeSpan.FromSeconds(60), cancellation)).ShouldBe(0);
        var told = output.ToString();
        told.ShouldContain("the proxy: cut by fin at connection 1, seq 3");
        told.ShouldContain("POST /v1/conversations/res-001-1/turns message m1");
        told.ShouldContain("proxy            cut fin");
        told.ShouldContain("events cursor 1:3");
    }

    [Fact]
    public async Task A_stage_in_a_dialect_tells_its_address()
    {
        using var stop = new CancellationTokenSource();
        var output = new AwaitedOutput(Waiting);
        var settings = new StageSettings("RES-001", Transport: null, Port: 0, Once: false, Dialect: "convobase");
        var serving = new StageRun(output, TextWriter.Null).RunAsync(settings, stop.Token);
        await output.Seen.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await stop.CancelAsync();
        await serving.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        output.ToString().ShouldContain("sse, convobase/1");
        output.ToString().ShouldContain("POST or GET /api/chat/stream");
    }

    [Fact]
    public async Task It_stands_until_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var output = new AwaitedOutput(Waiting);
        var settings = new StageSettings("RES-001", Transport: null, Port: 0, Once: false);
        var serving = new StageRun(output, TextWriter.Null).RunAsync(settings, stop.Token);
        await output.Seen.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        (await serving.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_next_step()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";

        var (code, _, error) = await Cli.RunAsync("conform", "serve", "RES-001", "--port", port);

        code.ShouldBe(3);
        error.ShouldContain(port);
        error.ShouldContain("--port");
    }

    [Theory]
    [InlineData("RES-0O1", "sse", 2, "did you mean \"RES-001\"")]
    [InlineData("RES-001", "see", 2, "did you mean \"sse\"")]
    [InlineData("FRM-001", "ws", 4, "conform explain")]
    public async Task What_cannot_be_served_is_named(string pattern, string transport, int expected, string message)
    {
        var (code, _, error) = await Cli.RunAsync("conform", "serve", pattern, "--transport", transport);

        code.ShouldBe(expected);
        error.ShouldContain(message);
    }

    [Fact]
    public async Task A_smoke_test_speaks_about_the_adapter()
    {
        var (code, output, _) = await Cli.RunAsync("conform", "smoke", "--client", ForgetfulClient.Spec);

        code.ShouldBe(1);
        output.ShouldContain("✓ start");
        output.ShouldContain("✗ turn");
        output.ShouldContain("the state has no turns");
    }

    [Fact]
    public async Task A_smoke_test_of_nothing_gives_3()
    {
        var (code, output, _) = await Cli.RunAsync("conform", "smoke", "--client", "/no/such/program");

        code.ShouldBe(3);
        output.ShouldContain("✗ start");
    }

    // Reads until the turn has closed, or the proxy has cut the answer.
    private static async Task<string> ReadAsync(string address, string? cursor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Last-Event-ID", cursor ?? "");
        using var answer = await Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        using var lines = new StreamReader(
            await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)
        );
        var read = new StringBuilder();
        try
        {
            while (
                await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line
                && !read.ToString().Contains("turn.close")
            )
            {
                read.AppendLine(line);
            }
        }
        catch (HttpIOException e) when (e.HttpRequestError == HttpRequestError.ResponseEnded)
        {
            // cut, as the case has it
        }

        return read.ToString();
    }

    [GeneratedRegex(
        @"server +(?<url>http://\S+)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Server();
}
