using System.Net;

namespace StreamBench.Load.Engine.Polling;

/// <summary>Addresses in the operating system's own form, made once each.</summary>
internal sealed class NativeAddresses
{
    private readonly Dictionary<IPEndPoint, SocketAddress> remotes = [];
    private readonly Dictionary<IPAddress, SocketAddress> sources = [];

    internal SocketAddress Of(IPEndPoint remote)
    {
        if (!remotes.TryGetValue(remote, out var address))
        {
            remotes[remote] = address = remote.Serialize();
        }

        return address;
    }

    internal SocketAddress Of(IPAddress source)
    {
        if (!sources.TryGetValue(source, out var address))
        {
            sources[source] = address = new IPEndPoint(source, 0).Serialize();
        }

        return address;
    }
}
