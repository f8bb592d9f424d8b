using System.Net.Http.Json;
using System.Text.Json;
using StreamBench.Conformance.Clients.InProcess;
using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Cli.Tests.Conforming;

/// <summary>A client that says something, and never listens to the answer. Loaded by its name, as <c>--client dotnet:</c> does.</summary>
public sealed class ForgetfulClient : IConformanceClient
{
    private static readonly HttpClient Http = new();

    /// <summary>How it is written after <c>--client</c>.</summary>
    internal static string Spec => $"dotnet:{typeof(ForgetfulClient).Assembly.Location}!{typeof(ForgetfulClient)}";

    public ClientIntroduction Introduction { get; } =
        new()
        {
            Protocol = 1,
            Client = new ClientCard { Name = "forgetful" },
            Capabilities = ["stream", "resume", "state"],
            Transports = ["sse"],
            MaxConcurrency = 8,
        };

    public async Task<CaseAnswer> RunAsync(CaseOrder order, Action<ClientNote> note, CancellationToken cancellation)
    {
        using var answer = await Http.PostAsJsonAsync(
            $"{order.Url}/v1/conversations/{order.Conversation}/turns",
            order.Message,
            cancellation
        );
        return new CaseAnswer
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
        };
    }
}
