using System.Collections.Concurrent;
using System.Text.Json;
using StreamBench.Conformance.Baselines;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FaultProxy;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Rules;

namespace StreamBench.Conformance.Tests.Clients;

/// <summary>The shipped adapters follow a plain turn and one whose stream is cut, are short, and stand the catalogue.</summary>
public sealed class AdapterTests
{
    private const string Hello = "Hello, world — ✓ 你好 👋!";

    private static CancellationToken Watchdog => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("client-node")]
    [InlineData("client-python")]
    [InlineData("client-csharp")]
    public async Task An_adapter_follows_a_plain_turn(string adapter)
    {
        await using var server = await StartServerAsync();
        await using var client = Open(adapter);
        var introduction = await client.StartAsync(Watchdog);
        server.Conversations.Create("c1", ShippedScripts.Find("s-hello")!);

        var answer = await client.RunAsync(Order(server.HttpAddress), _ => { }, Watchdog);

        introduction.Client.Name.ShouldBe(adapter);
        ShouldBeHello(answer);
        server.Requests.Of("c1").Count(r => r.Method == "GET").ShouldBe(1);
    }

    [Theory]
    [InlineData("client-node", CutKind.Fin)]
    [InlineData("client-python", CutKind.Fin)]
    [InlineData("client-csharp", CutKind.Fin)]
    [InlineData("client-node", CutKind.Rst)]
    [InlineData("client-python", CutKind.Rst)]
    [InlineData("client-csharp", CutKind.Rst)]
    public async Task An_adapter_resumes_a_cut_stream_from_its_cursor(string adapter, CutKind how)
    {
        await using var server = await StartServerAsync();
        var journal = server.Conversations.Create("c1", ShippedScripts.Find("s-hello")!)!.Journal;
        await using var faults = new FaultProxyServer(new FaultProxyOptions { Seed = 1 });
        var cursor = journal.CursorText(6);
        var place = new Place { Connection = new NumberRange(1, 9), Id = cursor };
        var proxy = await faults.CreateAsync(
            new ProxyConfig
            {
                Name = "p",
                Upstream = server.HttpAddress.Authority,
                Rules = FaultRules.Of(new CutRule { How = new CutHow(how), At = place }),
            },
            Watchdog
        );
        await using var client = Open(adapter);

        var answer = await client.RunAsync(Order(new Uri($"http://{proxy.ListenEndPoint}")), _ => { }, Watchdog);

        ShouldBeHello(answer);
        var streams = server.Requests.Of("c1").Where(r => r.Method == "GET").Select(r => r.Cursor).ToArray();
        streams.ShouldBe([null, cursor]);
    }

    [Theory]
    [InlineData("client-node/client.mjs")]
    [InlineData("client-python/client.py")]
    [InlineData("client-csharp/Program.cs")]
    [InlineData("starter/starter.py")]
    public void An_adapter_is_at_most_a_hundred_lines(string file)
    {
        var lines = File.ReadLines(Programs.Conformance($"adapters/{file}")).Count();

        lines.ShouldBeInRange(1, 100);
    }

    [Theory]
    [InlineData("client-node")]
    [InlineData("client-python")]
    [InlineData("client-csharp")]
    public void A_baseline_can_be_read_and_names_its_client(string adapter)
    {
        var loaded = BaselineFile.Load(Programs.Conformance($"adapters/{adapter}/baseline.yaml"));

        loaded.Problems.ShouldBeEmpty();
        loaded.Baseline.ShouldNotBeNull().Client.ShouldBe(adapter);
    }

    [Fact]
    public async Task The_catalogue_runs_against_the_Node_adapter()
    {
        await using var session = await ConformanceSession.StartAsync(
            Open("client-node"),
            new RunnerOptions(),
            1,
            Watchdog
        );
        string[] cases = ["SEQ-001", "SEQ-008", "RES-007", "RES-015", "TOL-001", "APR-001", "TRN-001"];
        var selection = new PlanOptions { Run = [.. cases.Select(Pattern)], Samples = 3 };
        var plan = await session.PlanAsync(CaseBook.Shipped, selection);
        var results = new ConcurrentBag<RunResult>();

        await session.RunAsync(plan, results.Add, Watchdog);

        results.Select(result => result.Case).Distinct(StringComparer.Ordinal).ShouldBe(cases, ignoreOrder: true);
        results.Where(result => result.Verdict > Verdict.NonStrict).Select(Told).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_starter_speaks_the_protocol_and_says_what_to_replace()
    {
        Programs.RequirePython();
        var starter = Programs.Conformance("adapters/starter/starter.py");
        await using var client = ClientSpec.Parse($"python3 '{starter}'").Create();

        var introduction = await client.StartAsync(Watchdog);
        var answer = await client.RunAsync(BadClient.Order(), _ => { }, Watchdog);

        introduction.Client.Name.ShouldBe("my-client");
        introduction.MaxConcurrency.ShouldBe(1);
        introduction.Dialects.ShouldBe(["streambench/1"]);
        answer.Errored.ShouldNotBeNull().Message.ShouldBe("call your client here");
    }

    private static PathPattern Pattern(string text) =>
        PathPattern.TryParse(text, out var pattern, out var problem) ? pattern : throw new FormatException(problem);

    private static string Told(RunResult result) =>
        $"{result.Path}: {result.Verdict} {result.Reason} {string.Join("; ", result.Checks.Select(c => c.Message))}";

    private static void ShouldBeHello(CaseAnswer answer)
    {
        answer.Outcome.ShouldBe("ok", answer.Breakdown?.Detail + answer.Log);
        answer.State.GetProperty("turns")[0].GetProperty("status").GetString().ShouldBe("completed");
        var items = answer.State.GetProperty("items").EnumerateArray().ToArray();
        items.Select(item => item.GetProperty("text").GetString()).ShouldBe(["hi", Hello]);
        items.Select(item => item.GetProperty("role").GetString()).ShouldBe(["user", "assistant"]);
        answer.State.GetProperty("inputEnabled").ValueKind.ShouldBe(JsonValueKind.True);
    }

    private static IClientUnderTest Open(string adapter)
    {
        var command = adapter switch
        {
            "client-node" => $"node '{Programs.Conformance("adapters/client-node/client.mjs")}'",
            "client-python" => $"python3 '{Programs.Conformance("adapters/client-python/client.py")}'",
            _ => $"dotnet '{Path.Combine(AppContext.BaseDirectory, "client-csharp.dll")}'",
        };
        if (adapter == "client-node")
        {
            Programs.RequireNode();
        }
        else if (adapter == "client-python")
        {
            Programs.RequirePython();
        }

        return ClientSpec.Parse($"cmd:{command}").Create();
    }

    private static CaseOrder Order(Uri server) =>
        BadClient.Order() with
        {
            Url = server.ToString().TrimEnd('/'),
            Conversation = "c1",
            Message = new CaseMessage("hi", "m1"),
        };

    private static Task<FakeAgentServer> StartServerAsync() =>
        FakeAgentServer.StartAsync(
            new FakeAgentOptions
            {
                HttpPort = 0,
                GrpcPort = 0,
                Conversations = new ConversationOptions
                {
                    Pace = 0,
                    Subscriptions = new SubscriptionLimits { Retry = TimeSpan.FromMilliseconds(20) },
                },
            }
        );
}
