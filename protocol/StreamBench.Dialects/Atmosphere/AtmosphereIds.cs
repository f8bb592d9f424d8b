using System.Security.Cryptography;
using System.Text;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>Ids in the shapes that Atmosphere gives them, made from the canonical ones: the same conversation has the same ids again.</summary>
public static class AtmosphereIds
{
    /// <summary>The session of a turn: a UUID (version 8, RFC 9562 §5.8) from the SHA-256 of the turn's id.</summary>
    public static string Session(string turn) => Uuid(turn);

    /// <summary>The run that a turn begins: another UUID of the same kind, so that no frame of a run is taken for one of a session.</summary>
    public static string Run(string turn) => Uuid("run " + turn);

    /// <summary>What an approval is called on the wire: <c>apr_</c> and 12 hex digits of the SHA-256 of its id.</summary>
    public static string Approval(string approval)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(approval, hash);
        return "apr_" + Convert.ToHexStringLower(hash[..6]);
    }

    private static string Uuid(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(name, hash);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString();
    }

    private static void Hash(string id, Span<byte> hash) => SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
}
