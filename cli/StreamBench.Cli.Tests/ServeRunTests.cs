using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using StreamBench.Cli.Serving;

namespace StreamBench.Cli.Tests;

public sealed partial class ServeRunTests
{
    private static readonly ServeSettings OnFreePorts = new()
    {
        HttpPort = 0,
        GrpcPort = 0,
        ProxyPort = 0,
    };

    [Fact]
    public async Task What_it_prints_answers_until_it_is_stopped_and_every_port_is_free_then()
    {
        using var stop = new CancellationTokenSource();
        var output = new AwaitedOutput("Ctrl-C stops.");
        var serving = new ServeRun(output, TextWriter.Null).RunAsync(OnFreePorts, stop.Token);
        await output.Seen.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var ports = Address()
            .Matches(output.ToString())
            .Select(m => int.Parse(m.Groups["port"].Value, CultureInfo.InvariantCulture))
            .Distinct()
            .ToArray();

        using (var http = new HttpClient())
        {
            var agent = await http.GetStringAsync(
                new Uri($"http://127.0.0.1:{ports[0]}/healthz"),
                TestContext.Current.CancellationToken
            );
            agent.ShouldBe("ok\n");
        }

        await stop.CancelAsync();
        (await serving.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBe(0);

        ports.Length.ShouldBe(8); // agent, gRPC, the proxy's API and five proxies
        foreach (var port in ports)
        {
            using var again = new TcpListener(IPAddress.Loopback, port);
            again.Start();
        }
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_next_step()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var error = new StringWriter();

        var code = await new ServeRun(TextWriter.Null, error).RunAsync(
            OnFreePorts with
            {
                HttpPort = port,
            },
            TestContext.Current.CancellationToken
        );

        code.ShouldBe(3);
        error.ToString().ShouldContain($":{port}");
        error.ToString().ShouldContain("--port");
    }

    [Fact]
    public async Task A_bad_script_is_named_by_its_place()
    {
        var (code, _, error) = await Cli.RunAsync("serve", "no/such.yaml");

        code.ShouldBe(2);
        error.ShouldStartWith("no/such.yaml:1:1: ");
    }

    [GeneratedRegex(@"127\.0\.0\.1:(?<port>\d+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Address();
}
