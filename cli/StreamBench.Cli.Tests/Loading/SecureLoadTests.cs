using System.Security.Cryptography.X509Certificates;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Scripts;
using StreamBench.Load.Results;
using StreamBench.Testing;

namespace StreamBench.Cli.Tests.Loading;

/// <summary>Load against servers with TLS, as somebody types it.</summary>
public sealed class SecureLoadTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("secure-").FullName;
    private readonly X509Certificate2 certificate = TlsRelay.SelfSigned();

    public void Dispose()
    {
        certificate.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("https", "sse")]
    [InlineData("wss", "ws")]
    public async Task A_server_with_tls_is_loaded_on_the_engines_own_path(string scheme, string transport)
    {
        await using var agent = await FakeAgentServer.StartAsync(
            new FakeAgentOptions
            {
                HttpPort = 0,
                GrpcPort = 0,
                CreateOnSubscribe = true,
                Script = ShippedScripts.Find("s-tool")!,
            },
            cancellation: TestContext.Current.CancellationToken
        );
        await using var relay = new TlsRelay(agent.HttpAddress, certificate);
        await File.WriteAllTextAsync(
            In("trusted.pem"),
            certificate.ExportCertificatePem(),
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            In("plan.yaml"),
            "streambench-load: 1\nload: [ Inject: { rate: 10/s, during: 1s } ]\nscript: s-tool\n",
            TestContext.Current.CancellationToken
        );

        var (code, output, error) = await Cli.RunAsync(
            "load",
            In("plan.yaml"),
            "--url",
            new UriBuilder(relay.Address) { Scheme = scheme }
                .Uri
                .AbsoluteUri,
            "--transport",
            transport,
            "--trust",
            In("trusted.pem"),
            "--threshold",
            "completed==10",
            "--threshold",
            "verified==10",
            "--out",
            In("r.jsonl")
        );

        // 3 where the machine that runs the tests was too busy for honest clocks; what was counted holds all the same.
        code.ShouldBe(output.Contains("NOT TRUSTWORTHY", StringComparison.Ordinal) ? 3 : 0, output + error);
        output.ShouldContain("✓ completed==10");
        output.ShouldContain("✓ verified==10");
        ResultReader.Load(In("r.jsonl")).Findings.Engine["path"].ShouldEndWith("+tls");
    }

    private string In(string name) => Path.Combine(folder, name);
}
