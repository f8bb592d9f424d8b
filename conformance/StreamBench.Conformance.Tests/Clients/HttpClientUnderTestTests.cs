using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StreamBench.Conformance.Clients.Http;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Testing;

namespace StreamBench.Conformance.Tests.Clients;

public sealed class HttpClientUnderTestTests
{
    private const string Introduction =
        """{"re":"start","protocol":1,"client":{"name":"phone"},"capabilities":["stream"],"transports":["sse"]}""";

    private static CancellationToken Watchdog => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_response_to_a_case_may_be_its_answer()
    {
        await using var service = new ByteServer(
            Reply(Introduction),
            Reply("""{"re":"case","run":"r1","outcome":"ok"}""")
        );
        await using var client = Open(service);

        (await client.StartAsync(Watchdog)).Client.Name.ShouldBe("phone");
        var answer = await client.RunAsync(BadClient.Order(), _ => { }, Watchdog);

        answer.Outcome.ShouldBe("ok", answer.Breakdown?.Detail);
    }

    [Fact]
    public async Task A_response_of_a_gibibyte_is_not_read()
    {
        await using var service = new ByteServer(
            Reply(Introduction),
            ByteServer.Answer("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n{\"re\":")
        );
        await using var client = Open(service);
        await client.StartAsync(Watchdog);

        var answer = await client.RunAsync(BadClient.Order(), _ => { }, Watchdog);

        answer.Breakdown.ShouldNotBeNull().Kind.ShouldBe(BreakdownKind.Flooded);
        answer.Breakdown.Detail.ShouldBe("POST /case was answered with more than 4194304 bytes");
    }

    [Fact]
    public async Task Messages_to_the_callback_are_taken_in_the_order_of_their_numbers()
    {
        using var http = new HttpClient();
        await using var service = await StartServiceAsync(async order =>
        {
            var callback = order["callback"]!.GetValue<string>();
            await PostAsync(http, $"{callback}/2", """{"ev":"status","run":"r1","status":"open"}""");
            await PostAsync(http, $"{callback}/1", """{"ev":"status","run":"r1","status":"connecting"}""");
            await PostAsync(http, $"{callback}/1", """{"ev":"status","run":"r1","status":"connecting"}""");
            await PostAsync(http, $"{callback}/3", """{"re":"case","run":"r1","outcome":"gave_up"}""");
        });
        await using var client = new HttpClientUnderTest(
            new Uri(service.Urls.Single()),
            BadClient.Limits,
            TimeProvider.System
        );
        await client.StartAsync(Watchdog);
        var notes = new List<ClientNote>();

        var answer = await client.RunAsync(BadClient.Order(), notes.Add, Watchdog);

        answer.Outcome.ShouldBe("gave_up", answer.Breakdown?.Detail);
        notes.ShouldBe([new StatusNote("r1", "connecting"), new StatusNote("r1", "open")]);
    }

    [Theory]
    [InlineData("""{"re":"case","run":"r9","outcome":"ok"}""", "$.run: answered for \"r9\", but \"r1\" was asked")]
    [InlineData("""{"re":"case","run":"r1","outcome":"fine"}""", "$.outcome: expected")]
    public async Task A_wrong_answer_is_named(string reply, string detail)
    {
        await using var service = new ByteServer(Reply(Introduction), Reply(reply));
        await using var client = Open(service);
        await client.StartAsync(Watchdog);

        var answer = await client.RunAsync(BadClient.Order(), _ => { }, Watchdog);

        answer.Breakdown.ShouldNotBeNull().Kind.ShouldBe(BreakdownKind.Garbled);
        answer.Breakdown.Detail.ShouldContain(detail);
    }

    private static async Task<WebApplication> StartServiceAsync(Func<JsonNode, Task> play)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = builder.Build();
        service.MapPost("/start", () => TypedResults.Text(Introduction));
        service.MapPost(
            "/case",
            async (HttpContext http) =>
            {
                await play((await JsonNode.ParseAsync(http.Request.Body))!);
                http.Response.StatusCode = 202;
            }
        );
        await service.StartAsync(Watchdog);
        return service;
    }

    private static HttpClientUnderTest Open(ByteServer service) =>
        new(service.Address, BadClient.Limits, TimeProvider.System);

    private static Func<ByteConnection, Task> Reply(string json) =>
        ByteServer.Answer($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {json.Length}\r\n\r\n{json}");

    private static async Task PostAsync(HttpClient http, string address, string json)
    {
        using var content = JsonContent.Create(JsonNode.Parse(json));
        (await http.PostAsync(address, content, Watchdog)).EnsureSuccessStatusCode();
    }
}
