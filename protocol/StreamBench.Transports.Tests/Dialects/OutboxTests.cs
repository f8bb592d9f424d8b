using System.Net.WebSockets;
using System.Text;
using StreamBench.Transports.Dialects;

namespace StreamBench.Transports.Tests.Dialects;

public sealed class OutboxTests : IDisposable
{
    private readonly CancellationTokenSource watchdog = new(TimeSpan.FromSeconds(30));
    private readonly Outbox outbox = new();

    [Fact]
    public async Task What_is_to_be_repeated_is_said_on_each_new_socket_in_order_and_what_is_not_is_not()
    {
        using var first = new Written();
        using var second = new Written();
        await outbox.UseAsync(first.Socket, watchdog.Token);
        await RepeatAsync("message", "hello");
        await RepeatAsync("approval a1", "yes");
        await outbox.SendAsync(Encoding.UTF8.GetBytes("stop"), watchdog.Token);
        await RepeatAsync("message", "hello again");

        await outbox.UseAsync(second.Socket, watchdog.Token);

        first.Messages().ShouldBe(["hello", "yes", "stop", "hello again"]);
        second.Messages().ShouldBe(["yes", "hello again"]);
    }

    [Fact]
    public async Task What_is_given_while_no_socket_is_open_waits_for_the_next_one()
    {
        using var later = new Written();
        var sending = RepeatAsync("approval a1", "yes");

        sending.IsCompleted.ShouldBeFalse();
        await outbox.UseAsync(later.Socket, watchdog.Token);
        await sending;

        later.Messages().ShouldBe(["yes"]);
    }

    [Fact]
    public async Task More_than_it_remembers_fails_the_oldest_that_was_never_said()
    {
        using var later = new Written();
        var oldest = RepeatAsync("approval 0", "0");
        var others = Enumerable.Range(1, 16).Select(i => RepeatAsync($"approval {i}", $"{i}")).ToArray();

        await Should.ThrowAsync<WebSocketException>(() => oldest);
        await outbox.UseAsync(later.Socket, watchdog.Token);
        await Task.WhenAll(others);

        later.Messages().ShouldBe(Enumerable.Range(1, 16).Select(i => $"{i}"));
    }

    public void Dispose() => watchdog.Dispose();

    private Task RepeatAsync(string key, string text) =>
        outbox.SendAndRepeatAsync(key, Encoding.UTF8.GetBytes(text), watchdog.Token);

    /// <summary>A WebSocket that nobody reads; a server's, since its frames are not masked.</summary>
    private sealed class Written : MemoryStream
    {
        internal Written() =>
            Socket = WebSocket.CreateFromStream(this, new WebSocketCreationOptions { IsServer = true });

        internal WebSocket Socket { get; }

        // RFC 6455 §5.2: final text frames of less than 126 bytes.
        internal IEnumerable<string> Messages()
        {
            var written = ToArray();
            for (var at = 0; at < written.Length; at += 2 + written[at + 1])
            {
                written[at].ShouldBe((byte)0x81);
                yield return Encoding.UTF8.GetString(written, at + 2, written[at + 1]);
            }
        }
    }
}
