using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace StreamBench.FaultProxy.Proxies;

/// <summary>Addresses as Go writes them: <c>host:port</c>, <c>:port</c>, <c>[::1]:port</c>.</summary>
internal static class ListenAddress
{
    /// <summary>Where a proxy listens whose <c>listen</c> is absent: loopback only, any port.</summary>
    public const string Default = "127.0.0.1:0";

    /// <summary>Finds the address to listen on. No host means <c>0.0.0.0</c>.</summary>
    /// <exception cref="FaultProxyException">It cannot be read or resolved; in Go's words.</exception>
    public static async Task<IPEndPoint> ResolveAsync(string text, CancellationToken cancellationToken = default)
    {
        try
        {
            var (host, port) = Split(text);
            return new IPEndPoint(await FindAsync(host, cancellationToken), port);
        }
        catch (FormatException e)
        {
            throw FaultProxyException.CannotListen($"listen tcp: {e.Message}");
        }
        catch (SocketException)
        {
            throw FaultProxyException.CannotListen($"listen tcp: lookup {text[..text.LastIndexOf(':')]}: no such host");
        }
    }

    /// <summary>Splits an address without looking its host up.</summary>
    /// <exception cref="FormatException">It is no address; the message is Go's.</exception>
    public static (string Host, int Port) Split(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0 || text.EndsWith(']'))
            throw new FormatException($"address {text}: missing port in address");
        var host = text[..colon];
        if (host.StartsWith('[') && host.EndsWith(']'))
            host = host[1..^1];
        else if (host.Contains(':', StringComparison.Ordinal))
            throw new FormatException($"address {text}: too many colons in address");
        return (host, Port(text[(colon + 1)..]));
    }

    /// <summary>An address whose host is a number; null for any other, which has to be looked up.</summary>
    public static IPEndPoint? ParseNumeric(string text)
    {
        try
        {
            var (host, port) = Split(text);
            return IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>An address as Go shows it.</summary>
    public static string Show(IPEndPoint address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"[{address.Address}]:{address.Port}"
            : address.ToString();

    /// <summary>What to bind: <c>0.0.0.0</c> means every interface over both IP versions, and is shown as <c>[::]</c>, as in Go.</summary>
    public static IPEndPoint ToBind(IPEndPoint address) =>
        Socket.OSSupportsIPv6 && address.Address.Equals(IPAddress.Any)
            ? new IPEndPoint(IPAddress.IPv6Any, address.Port)
            : address;

    /// <summary>Why listening failed, in Go's words.</summary>
    public static FaultProxyException CannotListen(IPEndPoint address, SocketException error) =>
        FaultProxyException.CannotListen(
            $"listen tcp {Show(address)}: bind: "
                + error.SocketErrorCode switch
                {
                    SocketError.AddressAlreadyInUse => "address already in use",
                    SocketError.AddressNotAvailable => "cannot assign requested address",
                    SocketError.AccessDenied => "permission denied",
                    _ => error.Message.ToLowerInvariant(),
                }
        );

    private static async ValueTask<IPAddress> FindAsync(string host, CancellationToken cancellationToken)
    {
        if (host.Length == 0)
            return IPAddress.Any;
        if (IPAddress.TryParse(host, out var literal))
            return literal;
        var found = await Dns.GetHostAddressesAsync(host, cancellationToken);
        return found.FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? found[0];
    }

    private static int Port(string text)
    {
        if (text.Length == 0)
            return 0;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port))
            throw new FormatException($"lookup tcp/{text}: unknown port");
        return port is >= 0 and <= 65535 ? port : throw new FormatException($"address {text}: invalid port");
    }
}
