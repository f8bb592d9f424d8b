using System.Text;
using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Tests.Links;

/// <summary>What rules can do to a connection: the seam, not any rule.</summary>
public class RulesSeamTests
{
    [Theory]
    [InlineData(LinkEnd.Closed, "FIN")]
    [InlineData(LinkEnd.Reset, "RST")]
    public async Task They_refuse_a_connection_before_the_server_hears_of_it(LinkEnd how, string seen)
    {
        await using var world = await World.OpenAsync();
        await world.Proxy.SetRuleBookAsync(new Book(admission: number => number == 1 ? how : null));

        (await world.KnockAsync()).ShouldBe(seen);

        using var second = await world.ConnectAsync();
        await second.Client.SendAsync("hello");
        await second.Server.ShouldReceiveAsync("hello");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task They_see_and_change_chunks_of_new_and_live_connections(bool live)
    {
        await using var world = await World.OpenAsync();
        var book = new Book(pipe: _ => new UpperCase());
        if (!live)
            await world.Proxy.SetRuleBookAsync(book);
        using var pair = await world.ConnectAsync();
        if (live)
        {
            await pair.Client.SendAsync("before");
            await pair.Server.ShouldReceiveAsync("before");
            await world.Proxy.SetRuleBookAsync(book);
        }

        await pair.Client.SendAsync("hello");
        await pair.Server.ShouldReceiveAsync("HELLO");
        await world.Proxy.SetRuleBookAsync(NoRules.Instance);
        await pair.Client.SendAsync("after");
        await pair.Server.ShouldReceiveAsync("after");

        book.Ended.ShouldBe(1);
    }

    [Fact]
    public async Task Half_open_ends_the_destination_and_keeps_the_source()
    {
        await using var world = await World.OpenAsync();
        await world.Proxy.SetRuleBookAsync(
            new Book(pipe: direction =>
                direction == Direction.Downstream ? new EndAtFirst(LinkEnd.HalfOpen) : new Silence()
            )
        );
        using var pair = await world.ConnectAsync();

        await pair.Server.SendAsync("hello");
        await pair.Client.ShouldEndAsync("FIN");
        await pair.Server.SendAsync("nobody hears this");
        world.Proxy.ConnectionCount.ShouldBe(1);

        pair.Server.Finish();
        await pair.Server.ShouldEndAsync("FIN");
    }

    [Fact]
    public async Task A_failing_pipe_resets_its_connection_and_no_other()
    {
        await using var world = await World.OpenAsync();
        await world.Proxy.SetRuleBookAsync(new Book(pipe: _ => new Failing()));
        using var broken = await world.ConnectAsync();
        await broken.Client.SendAsync("hello");
        await broken.Client.ShouldEndAsync("RST");

        await world.Proxy.SetRuleBookAsync(NoRules.Instance);
        using var fine = await world.ConnectAsync();
        await fine.Client.SendAsync("hello");
        await fine.Server.ShouldReceiveAsync("hello");
    }

    private sealed class Book(Func<long, LinkEnd?>? admission = null, Func<Direction, IPipe>? pipe = null)
        : IRuleBook,
            IConnectionRules
    {
        private long number;
        private int ended;

        public int Ended => ended;

        public IConnectionRules Open(ConnectionInfo connection)
        {
            number = connection.Number;
            return this;
        }

        public ValueTask<LinkEnd?> AdmitAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult(admission?.Invoke(number));

        public IPipe? PipeFor(Direction direction) => pipe?.Invoke(direction);

        void IConnectionRules.Ended() => Interlocked.Increment(ref ended);
    }

    private sealed class UpperCase : IPipe
    {
        public async ValueTask PipeAsync(Stage stage)
        {
            while (await stage.ReadAsync() is { } chunk)
            {
                var changed = Encoding.ASCII.GetString(chunk.Bytes.Span).ToUpperInvariant();
                await stage.WriteAsync(chunk with { Bytes = Encoding.ASCII.GetBytes(changed) });
            }
        }
    }

    private sealed class EndAtFirst(LinkEnd end) : IPipe
    {
        public async ValueTask PipeAsync(Stage stage)
        {
            await stage.ReadAsync();
            stage.End(end);
        }
    }

    private sealed class Silence : IPipe
    {
        public ValueTask PipeAsync(Stage stage) => stage.HoldAsync();
    }

    private sealed class Failing : IPipe
    {
        public async ValueTask PipeAsync(Stage stage)
        {
            await stage.ReadAsync();
            throw new InvalidOperationException("a bug in a rule");
        }
    }
}
