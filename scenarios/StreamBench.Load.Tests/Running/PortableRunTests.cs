using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Recording;
using StreamBench.Load.Results;
using StreamBench.Load.Running;
using StreamBench.Load.Tests.Engine.Loop;
using TlsRelay = StreamBench.Testing.TlsRelay;

namespace StreamBench.Load.Tests.Running;

/// <summary>Whole runs over TLS and HTTP/2: the same measurements, and every trouble under its own name.</summary>
public sealed class PortableRunTests : IDisposable
{
    private const int Streams = 10;

    private readonly string folder = Directory.CreateTempSubdirectory("trust-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("1.1", "s-tool")]
    [InlineData("1.1", "refund")]
    [InlineData("2", "s-tool")]
    [InlineData("2", "refund")]
    public async Task Streams_over_tls_are_timed_and_verified_as_all_others(string http, string script)
    {
        await using var agent = await AgentServer.StartAsync();
        using var certificate = TlsRelay.SelfSigned();
        await using var front = await TlsFront.StartAsync(agent.Address, certificate);
        await using var server = new RunningServer(front.Address, agent.Expected);

        var result = await Over(http, Trusting(certificate), Runs.Plan(script, Streams)).PlayAsync(server);

        var tally = result.All();
        result.Findings.Mismatches.ShouldBeEmpty();
        (tally[Counter.Verified], tally[Counter.Completed]).ShouldBe((Streams, Streams), Why(result));
        foreach (var clock in new[] { Clock.Connect, Clock.Headers, Clock.FirstEvent, Clock.FirstContent, Clock.Turn })
        {
            tally.Times(clock, ClockColumn.Real).Count.ShouldBe(Streams, clock.ToString());
        }

        tally.Times(Clock.Lag, ClockColumn.Intended).Count.ShouldBeGreaterThan(Streams);
        tally.Times(Clock.Handling, ClockColumn.Intended).Count.ShouldBeGreaterThan(0);
        var path =
            http == "2" ? "portable"
            : OperatingSystem.IsLinux() ? "epoll+tls"
            : "socket+tls";
        (result.Findings.Engine["path"], result.Header.Machine["http"]).ShouldBe((path, http));
    }

    [Fact]
    public async Task Http2_without_tls_is_spoken_from_the_first_byte_on()
    {
        await using var agent = await AgentServer.StartAsync();
        await using var server = new RunningServer(agent.Http2Address, agent.Expected);

        var result = await Over("2", trust: null, Runs.Plan("s-tool", Streams)).PlayAsync(server);

        result.All()[Counter.Completed].ShouldBe(Streams, Why(result));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2")]
    public async Task After_a_storm_streams_over_tls_come_back_and_are_still_right(string http)
    {
        await using var agent = await AgentServer.StartAsync();
        using var certificate = TlsRelay.SelfSigned();
        await using var front = await TlsFront.StartAsync(agent.Address, certificate);
        await using var server = new RunningServer(front.Address, agent.Expected);
        var plan = Runs.Plan("s-long", streams: 0) with
        {
            Load = [new KeepConstant { Copies = 5, During = TimeSpan.FromSeconds(2) }],
            Storm = new ReconnectStorm(TimeSpan.FromMilliseconds(500), Share: 1, Every: TimeSpan.FromMilliseconds(600)),
            Watchers = new IdleWatchers(Count: 3, Share: null),
        };

        var result = await Over(http, Trusting(certificate), plan).PlayAsync(server);

        var tally = result.All();
        tally[Counter.Reconnects].ShouldBeGreaterThan(0);
        (tally[Counter.Completed], tally[Counter.Verified]).ShouldBe(
            (tally[Counter.Started], tally[Counter.Started]),
            Why(result)
        );
        (tally[Counter.Watchers], tally[Counter.WatchersLost]).ShouldBe((3, 0));
    }

    [Theory]
    [InlineData("localhost", 2070, false, "certificate: nobody trusted vouches for it")]
    [InlineData("example.org", 2070, true, "certificate: for another name")]
    [InlineData("localhost", 2021, true, "certificate: not valid at this time")]
    public async Task Certificate_trouble_is_counted_by_kind(string name, int validUntil, bool isTrusted, string words)
    {
        await using var agent = await AgentServer.StartAsync();
        using var certificate = TlsRelay.SelfSigned(name, validUntil);
        await using var relay = new TlsRelay(agent.Address, certificate, SslApplicationProtocol.Http11);
        await using var server = new RunningServer(relay.Address);
        var trust = isTrusted ? Trusting(certificate) : null;

        var result = await Over("1.1", trust, Runs.Plan(null, Streams)).PlayAsync(server);

        Failed(result, words);
    }

    [Fact]
    public async Task Any_certificate_will_do_where_the_plan_says_so()
    {
        await using var agent = await AgentServer.StartAsync();
        using var certificate = TlsRelay.SelfSigned("example.org", 2021);
        await using var relay = new TlsRelay(agent.Address, certificate, SslApplicationProtocol.Http11);
        await using var server = new RunningServer(relay.Address, agent.Expected);

        var result = await Over("1.1", "any", Runs.Plan("s-hello", Streams)).PlayAsync(server);

        result.All()[Counter.Completed].ShouldBe(Streams, Why(result));
    }

    [Fact]
    public async Task A_server_without_tls_is_named()
    {
        await using var agent = await AgentServer.StartAsync();
        await using var server = new RunningServer(new UriBuilder(agent.Address) { Scheme = "https" }.Uri);

        var result = await Over("1.1", "any", Runs.Plan(null, Streams)).PlayAsync(server);

        Failed(result, "no TLS: the handshake failed");
    }

    [Fact]
    public async Task A_server_without_http2_is_named()
    {
        await using var agent = await AgentServer.StartAsync();
        using var certificate = TlsRelay.SelfSigned();
        await using var relay = new TlsRelay(agent.Address, certificate);
        await using var server = new RunningServer(relay.Address);

        var result = await Over("2", "any", Runs.Plan(null, Streams)).PlayAsync(server);

        Failed(result, "the server does not speak HTTP/2 there");
    }

    [Fact]
    public async Task A_stream_over_tls_that_never_ends_is_given_up_at_its_timeout()
    {
        await using var silent = new ByteServer(
            async (socket, _) =>
            {
                await ByteServer.SendAsync(socket, ByteServer.EventStream + ByteServer.Chunk("data: {}\n\n"));
                await ByteServer.UntilClosedAsync(socket);
            }
        );
        using var certificate = TlsRelay.SelfSigned();
        await using var relay = new TlsRelay(
            new Uri($"http://{silent.EndPoint}/"),
            certificate,
            SslApplicationProtocol.Http11
        );
        await using var server = new RunningServer(relay.Address);
        var plan = Runs.Plan(null, Streams) with { Timeout = TimeSpan.FromMilliseconds(500) };

        var result = await Over("1.1", "any", plan).PlayAsync(server);

        (result.All()[Counter.FailedTimeout], result.All().Ends()).ShouldBe((Streams, Streams));
        result.Findings.Failures.ShouldBe(new Dictionary<string, long> { ["took too long"] = Streams });
    }

    [Fact]
    public async Task An_event_without_end_is_cut_off_at_the_bound()
    {
        var written = 0L;
        await using var endless = new ByteServer(
            async (socket, _) =>
            {
                await ByteServer.SendAsync(socket, ByteServer.EventStream + ByteServer.Chunk("data: "));
                // A gigabyte, were anybody to read it.
                for (var mebibyte = ByteServer.Chunk(new string('x', 1 << 20)); written < 1 << 30; written += 1 << 20)
                {
                    await ByteServer.SendAsync(socket, mebibyte);
                }
            }
        );
        using var certificate = TlsRelay.SelfSigned();
        await using var relay = new TlsRelay(
            new Uri($"http://{endless.EndPoint}/"),
            certificate,
            SslApplicationProtocol.Http11
        );
        await using var server = new RunningServer(relay.Address);

        var result = await Over("1.1", "any", Runs.Plan(null, streams: 1)).PlayAsync(server);

        result.All()[Counter.FailedProtocol].ShouldBe(1);
        result.Findings.Failures.ShouldBe(new Dictionary<string, long> { ["an event was larger than 1 MiB"] = 1 });
        written.ShouldBeLessThan(1 << 28);
    }

    [Fact]
    public async Task A_file_without_certificates_is_refused_before_the_run()
    {
        var file = Path.Combine(folder, "empty.pem");
        await File.WriteAllTextAsync(file, "nothing", TestContext.Current.CancellationToken);
        await using var server = new RunningServer(new Uri("https://localhost:1/"));

        var e = await Should.ThrowAsync<InvalidDataException>(() =>
            Over("1.1", file, Runs.Plan(null, Streams)).PlayAsync(server)
        );

        e.Message.ShouldBe($"target.trust: {file} holds no certificate in PEM form");
    }

    private static LoadPlan Over(string http, string? trust, LoadPlan plan) =>
        plan with
        {
            Target = plan.Target with { Http = http, Trust = trust },
        };

    private static void Failed(LoadResult result, string words)
    {
        Tally tally = result.All();
        (tally[Counter.Started], tally[Counter.FailedConnect], tally.Ends()).ShouldBe(
            (Streams, Streams, Streams),
            Why(result)
        );
        var found = result.Findings.Failures.ShouldHaveSingleItem();
        (found.Key.StartsWith(words, StringComparison.Ordinal), found.Value).ShouldBe((true, Streams), found.Key);
    }

    private static string Why(LoadResult result) => string.Join("; ", result.Findings.Failures.Keys);

    private string Trusting(X509Certificate2 certificate)
    {
        var file = Path.Combine(folder, "trusted.pem");
        File.WriteAllText(file, certificate.ExportCertificatePem());
        return file;
    }
}
