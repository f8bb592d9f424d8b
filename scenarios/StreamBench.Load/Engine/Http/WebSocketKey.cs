using System.Security.Cryptography;
using System.Text;

namespace StreamBench.Load.Engine.Http;

/// <summary>
/// The key of an opening handshake and its only right answer (RFC 6455 §4.1). One for all streams of a template: the key
/// proves that the server speaks WebSocket, and keeps nothing secret.
/// </summary>
internal sealed class WebSocketKey
{
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    internal WebSocketKey(Random random)
    {
        Span<byte> nonce = stackalloc byte[16];
        random.NextBytes(nonce);
        Value = Convert.ToBase64String(nonce);
        Accept = Encoding.ASCII.GetBytes(Convert.ToBase64String(Hash(Value + Guid)));
    }

    internal string Value { get; }

    internal ReadOnlyMemory<byte> Accept { get; }

    // RFC 6455 fixed SHA-1 here; nothing rests on its strength.
#pragma warning disable CA5350
    private static byte[] Hash(string text) => SHA1.HashData(Encoding.ASCII.GetBytes(text));
#pragma warning restore CA5350
}
