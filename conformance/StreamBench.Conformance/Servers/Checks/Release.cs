using System.Text.Json;
using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.Protocol.Json;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Opens many streams, drops them all, and asks the server how many it still holds.</summary>
internal sealed class Release : IServerCheck
{
    private const int Streams = 200;

    /// <summary>A generous deadline: the rule says 2 s.</summary>
    private const int DeadlineMs = 10_000;

    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        var before = await GaugeAsync(run, cancellation);
        for (var i = 0; i < Streams; i += 20)
        {
            var open = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => talk.OpenAsync(null, cancellation)));
            await Task.WhenAll(open.Select(one => one.ReadAsync(cancellation)));
            await Task.WhenAll(open.Select(one => one.DisposeAsync().AsTask()));
        }

        var began = run.Settings.Time.GetTimestamp();
        var after = await GaugeAsync(run, cancellation);
        while (after > before && run.Settings.Time.GetElapsedTime(began) < run.Settings.Scale(DeadlineMs))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), run.Settings.Time, cancellation);
            after = await GaugeAsync(run, cancellation);
        }

        run.Expect(
            "released",
            after <= before,
            $"{DeadlineMs / 1000} s after {Streams} streams were dropped the server still holds {after}, before there were {before}"
        );
    }

    private static async Task<long> GaugeAsync(ServerRun run, CancellationToken cancellation)
    {
        using var answer = await run.Link.SendAsync(HttpMethod.Get, run.Link.At("/v1/gauge"), cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            throw new NotServedException(
                $"GET /v1/gauge was answered {(int)answer.StatusCode}: the server does not tell how many streams are open"
            );
        }

        return StreamsIn(await answer.Content.ReadAsStringAsync(cancellation))
            ?? throw new ServerFaultException("GET /v1/gauge does not answer {\"streams\": n}");
    }

    private static long? StreamsIn(string answer)
    {
        try
        {
            return JsonElement.Parse(answer).Number("streams");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
