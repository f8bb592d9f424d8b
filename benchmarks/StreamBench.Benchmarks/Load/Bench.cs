using System.Net.Sockets;

namespace StreamBench.Benchmarks.Load;

/// <summary>A server on the first core and clients on the second, as every measurement of load has them.</summary>
internal static class Bench
{
    internal const int Rounds = 3;
    internal const int Port = 9178;

    internal static string Url => $"http://127.0.0.1:{Port}/";

    /// <summary>A client on the second core, until it has printed what it measured.</summary>
    internal static Task<ClientFigures> MeasureAsync(params string[][] args) =>
        Children.FiguresAsync(Children.StartSelf(1, ["client", .. args.SelectMany(part => part)]));

    /// <summary>A server of ours is a process that must start first.</summary>
    internal static async Task UntilListeningAsync(int port = Port)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync("127.0.0.1", port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
            }
        }
    }
}
