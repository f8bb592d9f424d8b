using System.Net.Sockets;
using StreamBench.FaultProxy.Proxies;
using static StreamBench.FaultProxy.Tests.Toxics.ToxicBench;

namespace StreamBench.FaultProxy.Tests.Proxies;

public class ProxyTests
{
    [Fact]
    public async Task Disabled_it_listens_no_more_and_enabled_again_at_the_same_port()
    {
        await using var world = await World.OpenAsync();
        var port = world.Proxy.ListenEndPoint;

        await world.Proxy.DisableAsync();
        world.Proxy.Enabled.ShouldBeFalse();
        using var refused = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Should
            .Throw<SocketException>(() => refused.Connect(port!))
            .SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);

        await world.Proxy.EnableAsync();
        world.Proxy.ListenEndPoint.ShouldBe(port);
        using var pair = await world.ConnectAsync();
    }

    [Fact]
    public async Task Another_upstream_closes_connections_and_keeps_port_and_toxics()
    {
        await using var world = await World.OpenAsync(null, Toxic("noop"));
        await using var other = await World.OpenAsync();
        using var pair = await world.ConnectAsync();
        var port = world.Proxy.ListenEndPoint;

        await world.Proxy.UpdateAsync(new ProxyUpdate(Upstream: other.UpstreamAddress));

        await pair.Client.ShouldEndAsync("FIN");
        world.Proxy.ListenEndPoint.ShouldBe(port);
        world.Proxy.Toxics.Count.ShouldBe(1);
        using var moved = await other.ConnectAsync(world.Proxy);
        await moved.Client.SendAsync("hello");
        await moved.Server.ShouldReceiveAsync("hello");
    }

    [Fact]
    public async Task An_update_without_a_difference_touches_nothing()
    {
        await using var world = await World.OpenAsync();
        using var pair = await world.ConnectAsync();

        var same = new ProxyUpdate(
            $"localhost:{world.Proxy.ListenEndPoint!.Port}",
            world.UpstreamAddress,
            Enabled: true
        );
        await world.Proxy.UpdateAsync(same);

        await pair.Client.SendAsync("hello");
        await pair.Server.ShouldReceiveAsync("hello");
    }

    [Fact]
    public async Task An_update_to_a_taken_port_changes_nothing()
    {
        await using var world = await World.OpenAsync();
        await using var other = await World.OpenAsync();
        using var pair = await world.ConnectAsync();
        var listen = world.Proxy.Listen;

        var failure = await Should.ThrowAsync<FaultProxyException>(() =>
            world.Proxy.UpdateAsync(new ProxyUpdate(Listen: other.Proxy.Listen))
        );

        failure.Status.ShouldBe(500);
        (world.Proxy.Listen, world.Proxy.Enabled).ShouldBe((listen, true));
        await pair.Client.SendAsync("hello");
        await pair.Server.ShouldReceiveAsync("hello");
    }

    [Fact]
    public async Task An_upstream_that_is_down_gives_a_clean_close_and_a_record()
    {
        await using var world = await World.OpenAsync();
        await using var other = await World.OpenAsync();
        world.StopServer();

        using var client = await world.ConnectClientAsync();

        await client.ShouldEndAsync("FIN");
        var record = await world.Server.Faults.Reader.ReadAsync();
        (record.What, record.Connection).ShouldBe(("upstream_down", 1));
        using var pair = await other.ConnectAsync();
        await pair.Client.SendAsync("hello");
        await pair.Server.ShouldReceiveAsync("hello");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("no-such-host.invalid:80")]
    [InlineData("127.0.0.1:nonsense")]
    public async Task An_upstream_that_is_no_address_gives_a_clean_close(string upstream)
    {
        await using var server = new FaultProxyServer();
        var proxy = await server.CreateAsync(new ProxyConfig { Name = "a", Upstream = upstream });
        await using var world = await World.OpenAsync();

        using var client = await world.ConnectClientAsync(proxy);

        await client.ShouldEndAsync("FIN");
        proxy.Enabled.ShouldBeTrue();
    }

    [Fact]
    public async Task An_upstream_that_dies_in_mid_chunk_resets_its_clients_and_nobody_elses()
    {
        await using var world = await World.OpenAsync(null, Toxic("slicer", ("average_size", 1000)));
        using var dying = await world.ConnectAsync();
        using var living = await world.ConnectAsync();
        await dying.Server.SendAsync(new string('x', 50_000));
        await dying.Client.ShouldReceiveAsync("xxx");

        dying.Server.Reset();

        (await dying.Client.ReadToEndAsync()).End.ShouldBe("RST");
        await living.Client.SendAsync("hello");
        await living.Server.ShouldReceiveAsync("hello");
    }

    [Fact]
    public async Task Every_interface_is_shown_as_Go_shows_it()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        await using var server = new FaultProxyServer();

        var proxy = await server.CreateAsync(
            new ProxyConfig
            {
                Name = "a",
                Upstream = "b:1",
                Listen = ":0",
            }
        );

        proxy.Listen.ShouldBe($"[::]:{proxy.ListenEndPoint!.Port}");
    }

    [Fact]
    public async Task Bytes_are_counted_while_a_connection_lives()
    {
        await using var world = await World.OpenAsync();
        using var pair = await world.ConnectAsync();

        await pair.Client.SendAsync("hello");
        await pair.Server.ShouldReceiveAsync("hello");

        world.Proxy.Traffic.Received(FaultProxy.Links.Direction.Upstream).ShouldBe(5);
        world.Proxy.Traffic.Received(FaultProxy.Links.Direction.Downstream).ShouldBe(0);
    }
}
