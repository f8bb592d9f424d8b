using System.Net;
using System.Net.Sockets;

namespace StreamBench.Load.Running;

/// <summary>Names of hosts, looked up once and before the run: no stream waits for a name.</summary>
internal static class Names
{
    /// <summary>The address of a server.</summary>
    /// <exception cref="LoadRunException">Nobody knows the name.</exception>
    internal static async Task<IPEndPoint> ResolveAsync(Uri server, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(server.Host.Trim('[', ']'), out var address))
        {
            return new IPEndPoint(address, server.Port);
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(server.DnsSafeHost, cancellation);
            return new IPEndPoint(
                addresses.FirstOrDefault(one => one.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0],
                server.Port
            );
        }
        catch (SocketException e)
        {
            throw new LoadRunException(
                $"{server.Host}: unknown host ({e.Message}). Check the name in target.url or --url.",
                e
            );
        }
    }
}
