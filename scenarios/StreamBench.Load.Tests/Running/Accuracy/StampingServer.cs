using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using StreamBench.Load.Tests.Engine.Loop;

namespace StreamBench.Load.Tests.Running.Accuracy;

/// <summary>
/// Answers with turns of a role, some text and a completion signal, and writes down when it truly wrote each event: what it
/// meant to do is forgotten.
/// </summary>
/// <remarks>
/// It speaks in real time, because the kernel stamps what it sends by the real clock. Nothing waits for its pauses to be over, and
/// none of them is taken for the truth.
/// </remarks>
internal sealed class StampingServer : IAsyncDisposable
{
    internal const int Role = 0;
    internal const int FirstText = 1;
    internal const int Done = 5;

    private readonly ByteServer server;
    private readonly ConcurrentDictionary<(int Stream, int Event), Writing> writings = new();
    private int streams;

    internal StampingServer() => server = new ByteServer((socket, _) => AnswerAsync(socket));

    internal Uri Address => new($"http://{server.EndPoint}/chat");

    internal Writing this[int stream, int number] => writings[(stream, number)];

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(Socket socket)
    {
        var stream = Interlocked.Increment(ref streams);
        // Delays differ, so that a percentile of the wrong streams is another time.
        var spread = TimeSpan.FromMilliseconds(stream * 37 % 100);
        await ByteServer.SendAsync(socket, ByteServer.EventStream);
        await Task.Delay(TimeSpan.FromMilliseconds(100) + spread, TimeProvider.System);
        await SayAsync(socket, stream, Role, """{"choices":[{"delta":{"role":"assistant","content":""}}]}""");
        for (var number = FirstText; number < Done; number++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20) + (spread / 2), TimeProvider.System);
            await SayAsync(socket, stream, number, """{"choices":[{"delta":{"content":"Hi"}}]}""");
        }

        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        await SayAsync(socket, stream, Done, "[DONE]");
        await ByteServer.UntilClosedAsync(socket);
    }

    private async Task SayAsync(Socket socket, int stream, int number, string data)
    {
        var chunk = ByteServer.Chunk($": stream {stream} event {number}\ndata: {data}\n\n");
        var from = Stopwatch.GetTimestamp();
        await ByteServer.SendAsync(socket, chunk);
        writings[(stream, number)] = new Writing(from, Stopwatch.GetTimestamp());
    }
}

/// <summary>One write, by the system's clock: the kernel had the bytes between the two.</summary>
internal readonly record struct Writing(long From, long To);
