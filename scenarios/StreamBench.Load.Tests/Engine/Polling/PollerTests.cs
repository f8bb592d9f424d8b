using System.Net;
using System.Net.Sockets;
using System.Text;
using StreamBench.Load.Engine.Polling;

namespace StreamBench.Load.Tests.Engine.Polling;

/// <summary>What both pollers promise: readiness is told for each receive until nothing is left.</summary>
public sealed class PollerTests
{
    private const long Watchdog = 60_000_000_000;

    public static TheoryData<string> Pollers => ["epoll", "socket"];

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task What_a_receive_leaves_behind_is_told_again(string kind)
    {
        using var poller = Make(kind);
        var (handle, peer) = await ConnectAsync(poller);
        using (peer)
        {
            await SendAsync(peer, "abcdefghij");

            ReceiveAll(poller, handle, size: 4, until: 10).ShouldBe("abcdefghij");
        }
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task An_end_that_came_with_the_last_bytes_is_told_after_them(string kind)
    {
        using var poller = Make(kind);
        var (handle, peer) = await ConnectAsync(poller);
        await SendAsync(peer, "last words");
        await WaitUntilPendingAsync(poller, handle, 10);
        peer.Dispose(); // Bytes and end wait together, before anybody has looked.

        var buffer = new byte[64];
        Await(poller);
        poller.Receive(handle, buffer, out _).ShouldBe(IoResult.Done(10));
        Await(poller);
        poller.Receive(handle, buffer, out _).Status.ShouldBe(IoStatus.Ended);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task What_came_during_a_pause_is_told_after_it(string kind)
    {
        using var poller = Make(kind);
        var (handle, peer) = await ConnectAsync(poller);
        using (peer)
        {
            await SendAsync(peer, "one");
            ReceiveAll(poller, handle, size: 3, until: 3).ShouldBe("one");
            poller.Pause(handle);
            await SendAsync(peer, "two");
            await WaitUntilPendingAsync(poller, handle, 3);

            poller.Continue(handle);

            // Continue is followed by a receive, as the loop does it: nobody has told that there is something.
            var buffer = new byte[3];
            poller.Receive(handle, buffer, out _).ShouldBe(IoResult.Done(3));
            Encoding.ASCII.GetString(buffer).ShouldBe("two");
            await SendAsync(peer, "three");
            ReceiveAll(poller, handle, size: 64, until: 5).ShouldBe("three");
        }
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task Bytes_that_wait_while_room_is_awaited_are_told(string kind)
    {
        using var poller = Make(kind);
        var (handle, peer) = await ConnectAsync(poller);
        using (peer)
        {
            poller.AwaitRoom(handle);
            Await(poller);
            poller.StopAwaitingRoom(handle);
            await SendAsync(peer, "and now");

            ReceiveAll(poller, handle, size: 64, until: 7).ShouldBe("and now");
        }
    }

    private static IPoller Make(string kind) =>
        kind == "epoll" && OperatingSystem.IsLinux() ? new EpollPoller() : new SocketPoller();

    private static async Task<(int Handle, Socket Peer)> ConnectAsync(IPoller poller)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        poller.Open((IPEndPoint)listener.LocalEndPoint!, null, 1, out var handle).ShouldBe(IoStatus.WouldBlock);
        var peer = await listener.AcceptAsync();
        peer.NoDelay = true;
        Await(poller);
        poller.FinishConnecting(handle, out _).ShouldBe(IoStatus.Done);
        return (handle, peer);
    }

    private static async Task SendAsync(Socket peer, string text) =>
        (await peer.SendAsync(Encoding.ASCII.GetBytes(text))).ShouldBe(text.Length);

    private static async Task WaitUntilPendingAsync(IPoller poller, int handle, int bytes)
    {
        while (poller.Pending(handle) < bytes)
        {
            await Task.Yield();
        }
    }

    private static void Await(IPoller poller)
    {
        var ready = new Readiness[8];
        poller.Wait(ready, Watchdog).ShouldBePositive("readiness was not told");
    }

    private static string ReceiveAll(IPoller poller, int handle, int size, int until)
    {
        var all = new StringBuilder();
        var buffer = new byte[size];
        while (all.Length < until)
        {
            Await(poller);
            var received = poller.Receive(handle, buffer, out _);
            if (received.Status != IoStatus.WouldBlock)
            {
                received.Status.ShouldBe(IoStatus.Done);
                all.Append(Encoding.ASCII.GetString(buffer, 0, received.Bytes));
            }
        }

        return all.ToString();
    }
}
