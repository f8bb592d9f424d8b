using System.Text.Json;
using StreamBench.Conformance.Clients.InProcess;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Reference;

namespace StreamBench.TestKit.Tests;

public sealed class ConformanceBenchTests
{
    private const string Undisturbed = "RES-001/transport:sse";

    [Fact]
    public async Task A_client_that_is_right_passes_and_its_results_are_given()
    {
        await using var bench = new ReferenceBench();
        await bench.InitializeAsync();

        var results = await bench.ShouldPassAsync(Undisturbed);

        results.ShouldNotBeEmpty();
        results.ShouldAllBe(run => run.Case == "RES-001" && run.Transport == "sse");
    }

    [Fact]
    public async Task A_client_that_reports_nothing_fails_with_the_place_the_way_and_how_to_repeat_it()
    {
        await using var bench = new ConformanceBench<Mute>();
        await bench.InitializeAsync();

        var thrown = await Should.ThrowAsync<ConformanceFailedException>(() => bench.ShouldPassAsync(Undisturbed));

        thrown.Failed.ShouldNotBeEmpty();
        thrown.Message.ShouldStartWith("RES-001 ");
        thrown.Message.ShouldContain("at /");
        thrown.Message.ShouldContain("repeat: dotnet test --filter \"DisplayName~RES-001/transport:sse");
    }

    [Theory]
    [InlineData("RES-001/transport:ws", "the client speaks sse only")]
    [InlineData("APR-001/transport:sse", "the client does not declare")]
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

    private sealed class Mute : IConformanceClient
    {
        public ClientIntroduction Introduction { get; } =
            new()
            {
                Protocol = 1,
                Client = new ClientCard { Name = "mute" },
                Capabilities = ["stream", "resume", "state"],
                Transports = ["sse"],
            };

        public Task<CaseAnswer> RunAsync(CaseOrder order, Action<ClientNote> note, CancellationToken cancellation) =>
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
}
