using System.Buffers;
using System.Security.Cryptography;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Equality;

/// <summary>One word for a whole conversation: equal digests mean equal content (protocol §4).</summary>
public static class StateDigest
{
    /// <summary><c>sha256:</c> and 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException">A text holds half a surrogate pair: the state has no canonical form.</exception>
    public static string Compute(ConversationState state)
    {
        var content = new ArrayBufferWriter<byte>(1024);
        StateContent.Write(content, state);
        return OfContent(content.WrittenSpan);
    }

    /// <summary>The digest of content that is canonical JSON already.</summary>
    public static string OfContent(ReadOnlySpan<byte> canonicalContent) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(canonicalContent));

    /// <summary>The digest, or null when the state has no canonical form.</summary>
    internal static string? TryCompute(ConversationState state)
    {
        try
        {
            return Compute(state);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
