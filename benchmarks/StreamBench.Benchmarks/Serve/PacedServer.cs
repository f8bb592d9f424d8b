using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Scripts;
using StreamBench.Protocol.Events;

namespace StreamBench.Benchmarks.Serve;

/// <summary>The process under test: a fake agent whose turns say a word every 50 ms.</summary>
internal static class PacedServer
{
    internal static Process Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // As `streambench serve` runs: with the concurrent collector on, a full collection does not stop the streams.
        start.Environment["DOTNET_gcConcurrent"] = "1";
        start.ArgumentList.Add("serve");
        start.ArgumentList.Add("--server");
        return Process.Start(start)!;
    }

    /// <summary>Prints the address and serves until a line comes on standard input.</summary>
    internal static async Task<int> RunAsync()
    {
        var scripts = new ConcurrentDictionary<string, Script>(StringComparer.Ordinal);
        await using var server = await FakeAgentServer.StartAsync(
            new FakeAgentOptions
            {
                HttpPort = 0,
                GrpcPort = 0,
                FindScript = seconds =>
                    scripts.GetOrAdd(seconds, s => Script(int.Parse(s, CultureInfo.InvariantCulture))),
            }
        );
        Console.WriteLine(server.HttpAddress);
        await Console.In.ReadLineAsync();
        Console.WriteLine(
            $"collector  {GC.GetTotalPauseDuration().TotalMilliseconds:F0} ms of pauses in "
                + $"{GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)} collections of "
                + $"{GC.GetTotalAllocatedBytes() >> 20} MB"
        );
        return 0;
    }

    private static Script Script(int seconds)
    {
        var word = new EmitStep(
            new TextAppend
            {
                Turn = "t1",
                Item = "i1",
                Text = "word ",
            }
        )
        {
            Delay = ServePlan.Pace,
        };
        return new Script
        {
            Name = "paced",
            Turns =
            [
                new ScriptTurn
                {
                    Open = new TurnOpen { Turn = "t1" },
                    Steps =
                    [
                        new EmitStep(
                            new ItemOpen
                            {
                                Turn = "t1",
                                Item = "i1",
                                Kind = ItemKind.Text,
                            }
                        ),
                        .. Enumerable.Repeat(word, seconds * ServePlan.EventsPerSecond),
                        new EmitStep(new TurnClose { Turn = "t1", Status = TurnStatus.Completed }),
                    ],
                },
            ],
        };
    }
}
