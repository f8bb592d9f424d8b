using System.Net.ServerSentEvents;
using System.Text.Json;
using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Recording;
using StreamBench.Load.Schedules;

namespace StreamBench.Benchmarks.Load;

/// <summary>What one writes by hand: HttpClient, SseParser, a clock and a look at the JSON for every event; the same recorder.</summary>
internal static class PlainClient
{
    internal static async Task<ClientFigures> RunAsync(ClientOptions options)
    {
        var clock = new EngineClock(TimeProvider.System);
        var recorder = new StreamRecorder(1, 1_000_000_000);
        var gate = new Lock();
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue };
        using var client = new HttpClient(handler);
        using var over = new CancellationTokenSource();
        long events = 0;
        var streams = Enumerable.Range(0, options.Streams).Select(_ => StreamAsync()).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(options.WarmUpSeconds), TimeProvider.System);
        var warm = RunMark.Take(clock.Now, Volatile.Read(ref events));
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds), TimeProvider.System);
        var end = RunMark.Take(clock.Now, Volatile.Read(ref events));
        await over.CancelAsync();
        await Task.WhenAll(streams);
        return ClientFigures.Between(options.Client, warm, end);

        async Task StreamAsync()
        {
            await Task.Yield();
            try
            {
                while (true)
                {
                    await ReadOneAsync();
                }
            }
            catch (OperationCanceledException)
            {
                // The measurement is over.
            }
        }

        async Task ReadOneAsync()
        {
            var marks = default(StreamMarks);
            lock (gate)
            {
                recorder.OnStart(ref marks, new Arrival(0, clock.Now, 0, 0, IsWarmUp: false), clock.Now);
            }

            using var response = await client.GetAsync(
                options.Url,
                HttpCompletionOption.ResponseHeadersRead,
                over.Token
            );
            await using var body = await response.Content.ReadAsStreamAsync(over.Token);
            await foreach (var item in SseParser.Create(body).EnumerateAsync(over.Token))
            {
                using var json = JsonDocument.Parse(item.Data);
                lock (gate)
                {
                    recorder.OnEvent(ref marks, clock.Now, IsText(json.RootElement));
                }

                Interlocked.Increment(ref events);
            }
        }
    }

    // "tok" in the firehose, "text" in native turns.
    private static bool IsText(JsonElement data) =>
        data.TryGetProperty("tok", out _) || data.TryGetProperty("text", out _);
}
