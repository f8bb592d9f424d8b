using System.Text;
using System.Text.Json;
using StreamBench.Testing;
using StreamBench.Transports.Client;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Tests;

/// <summary>
/// Transport and resume policy together against the behaviours of web-platform-tests and of LaunchDarkly's contract tests.
/// The policy decides the waits; nobody has to wait them.
/// </summary>
public sealed class SseScenarioTests : IDisposable
{
    private readonly HttpMessageInvoker http = TransportHttp.Create();
    private readonly CancellationTokenSource watchdog = new(TimeSpan.FromSeconds(30));

    public void Dispose()
    {
        http.Dispose();
        watchdog.Dispose();
    }

    [Theory]
    [MemberData(nameof(SseScenario.Ids), MemberType = typeof(SseScenario))]
    public async Task A_scenario_is_followed_as_browsers_do(string id)
    {
        var scenario = SseScenario.Find(id);
        await using var server = new ByteServer([.. scenario.Connections.Select(exchange => Answer(exchange.Respond))]);
        var transport = new SseTransport(server.Address, http, new TransportOptions(), TimeProvider.System);
        var policy = new ResumePolicy(new ClientConfig(), new Random(1));
        var expected = scenario.Expect.Events.ConvertAll(Expected);
        var events = new List<(string Data, string? Id)>();
        var waits = new List<TimeSpan>();
        string? cursor = null;
        var next = new ResumeDecision(ResumeStep.Connect);

        do
        {
            await using var connection = await transport.OpenAsync(new StreamRequest("c", cursor), watchdog.Token);
            while (await connection.ReadAsync(watchdog.Token))
            {
                cursor = connection.Current.Id ?? cursor;
                events.Add((Encoding.UTF8.GetString(connection.Current.Data.Span), cursor ?? ""));
            }

            next = policy.Decide(
                new Interruption(InterruptionKind.Ended)
                {
                    End = connection.End,
                    Cursor = cursor,
                    Floor = connection.Retry ?? TimeSpan.Zero,
                }
            );
            waits.Add(next.Wait);
        } while (next.Step == ResumeStep.Connect && server.Requests.Count < scenario.Connections.Count);

        events.Zip(expected, (actual, wanted) => wanted.Id is null ? (actual.Data, null) : actual).ShouldBe(expected);
        events.Count.ShouldBe(expected.Count);
        if (scenario.Expect.FinalStatus == "closed" || scenario.Expect.Error == true)
        {
            next.Step.ShouldNotBe(ResumeStep.Connect);
        }

        for (var n = 0; n < server.Requests.Count; n++)
        {
            ShouldBeAsked(server.Requests[n], scenario.Connections[n].ExpectRequest, n == 0 ? default : waits[n - 1]);
        }
    }

    private static void ShouldBeAsked(string request, SseScenario.Request? expected, TimeSpan wait)
    {
        if (expected is null)
        {
            return;
        }

        wait.TotalMilliseconds.ShouldBeGreaterThanOrEqualTo(expected.NotBeforeMs ?? 0);
        request.ShouldStartWith($"GET {expected.Path ?? "/v1/conversations/c/events"} ");
        foreach (var name in expected.AbsentHeaders ?? [])
        {
            request.ShouldNotContain($"\r\n{name}:");
        }

        var hex = (expected.HeadersHex ?? []).Select(h =>
            KeyValuePair.Create(h.Key, Text(Convert.FromHexString(h.Value)))
        );
        foreach (var (name, value) in (expected.Headers ?? []).Concat(hex))
        {
            request.ShouldContain($"\r\n{name}: {value}\r\n");
        }
    }

    private static Func<ByteConnection, Task> Answer(SseScenario.Response response)
    {
        var headers = string.Concat(response.Headers.Select(header => $"{header.Key}: {header.Value}\r\n"));
        return ByteServer.Answer(
            $"HTTP/1.1 {response.Status} X\r\n{headers}Connection: close\r\nContent-Length: {Length(response)}\r\n\r\n{Body(response)}"
        );
    }

    private static int Length(SseScenario.Response response) => Encoding.UTF8.GetByteCount(Body(response));

    // RFC 9110 §15.3.5–6: these have no content, whatever the scenario says.
    private static string Body(SseScenario.Response response) => response.Status is 204 or 205 ? "" : response.Body;

    private static (string Data, string? Id) Expected(JsonElement expected) =>
        expected.ValueKind switch
        {
            JsonValueKind.Array => (expected[0].GetString()!, expected[1].GetString()),
            JsonValueKind.Object => (expected.GetProperty("data").GetString()!, null),
            _ => (expected.GetString()!, null),
        };

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
