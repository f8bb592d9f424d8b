using System.Net.Http.Json;
using System.Text.Json;
using StreamBench.Conformance.Clients.InProcess;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Reference;

namespace StreamBench.TestKit.Tests;

public sealed class ConformanceBenchTests
{
    private const string FewCuts = "RES-001/transport:sse/script:S-TOOL/k:1*";

    [Fact]
    public async Task A_client_that_is_right_passes_and_its_results_are_given()
    {
        await using var bench = new ReferenceBench();
        await bench.InitializeAsync();

        var results = await bench.ShouldPassAsync(FewCuts);

        results.ShouldNotBeEmpty();
        results.ShouldAllBe(run => run.Case == "RES-001" && run.Transport == "sse");
    }

    [Fact]
    public async Task A_client_that_reports_nothing_fails_with_the_place_the_way_and_how_to_repeat_it()
    {
        await using var bench = new ConformanceBench<Forgetful>();
        await bench.InitializeAsync();

        var thrown = await Should.ThrowAsync<ConformanceFailedException>(() => bench.ShouldPassAsync(FewCuts));

        thrown.Failed.ShouldNotBeEmpty();
        thrown.Message.ShouldStartWith("RES-001 ");
        thrown.Message.ShouldContain("at /");
        thrown.Message.ShouldContain("repeat: dotnet test --filter");
        thrown.Message.ShouldContain("POST /v1/conversations/");
    }

    [Fact]
    public async Task A_client_that_never_asks_the_server_fails()
    {
        await using var bench = new ConformanceBench<Mute>();
        await bench.InitializeAsync();

        var thrown = await Should.ThrowAsync<ConformanceFailedException>(() => bench.ShouldPassAsync(FewCuts));

        thrown.Message.ShouldContain("never asked the server");
    }

    [Theory]
    [InlineData("RES-001/transport:ws", "the client speaks sse only")]
    [InlineData("TOL-001/transport:sse", "the client does not declare")]
    public async Task What_the_client_does_not_do_is_skipped_with_the_reason(string path, string reason)
    {
        await using var bench = new ConformanceBench<Mute>();
        await bench.InitializeAsync();

        var thrown = await Should.ThrowAsync<InvalidOperationException>(() => bench.ShouldPassAsync(path));

        thrown.Message.ShouldStartWith("$XunitDynamicSkip$");
        thrown.Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_path_of_nothing_is_an_error_and_no_skip()
    {
        await using var bench = new ReferenceBench();
        await bench.InitializeAsync();

        var thrown = await Should.ThrowAsync<FormatException>(() => bench.ShouldPassAsync("RES-001/transport:morse"));

        thrown.Message.ShouldContain("selects nothing");
    }

    private sealed class ReferenceBench()
        : ConformanceBench(() => new ReferenceUnderTest(), new BenchOptions { Samples = 4 });

    /// <summary>Says that all is well without a look.</summary>
    private class Mute : IConformanceClient
    {
        public ClientIntroduction Introduction { get; } =
            new()
            {
                Protocol = 1,
                Client = new ClientCard { Name = "mute" },
                Capabilities = ["stream", "resume", "state"],
                Transports = ["sse"],
            };

        public virtual Task<CaseAnswer> RunAsync(
            CaseOrder order,
            Action<ClientNote> note,
            CancellationToken cancellation
        ) =>
            Task.FromResult(
                new CaseAnswer
                {
                    Run = order.Run,
                    Outcome = "ok",
                    State = JsonSerializer.SerializeToElement(
                        new
                        {
                            turns = Array.Empty<string>(),
                            items = Array.Empty<string>(),
                            inputEnabled = true,
                        }
                    ),
                }
            );
    }

    /// <summary>Sends the message, and forgets to listen.</summary>
    private sealed class Forgetful : Mute
    {
        private static readonly HttpClient Http = new();

        public override async Task<CaseAnswer> RunAsync(
            CaseOrder order,
            Action<ClientNote> note,
            CancellationToken cancellation
        )
        {
            var address = $"{order.Url}/v1/conversations/{order.Conversation}/turns";
            using var answer = await Http.PostAsJsonAsync(address, order.Message, cancellation);
            return await base.RunAsync(order, note, cancellation);
        }
    }
}
