using System.Buffers;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Endpoints;

/// <summary>
/// One address of a dialect, seen from both sides, without any I/O: how a client asks for the stream and what a server makes of it,
/// how the frames stand on the transport, and what else a client may say there.
/// </summary>
/// <remarks>The sockets are the hosts' affair: a server's and a client's, for HTTP bodies, for polls and for WebSocket.</remarks>
public abstract class DialectEndpoint : IStreamAddress
{
    /// <inheritdoc/>
    public abstract string Transport { get; }

    /// <summary>The HTTP methods that open the stream; a WebSocket is opened by GET.</summary>
    public abstract IReadOnlyList<string> Methods { get; }

    /// <summary>Its path, from the server's root, with <c>{c}</c> where the conversation's id stands, if it stands there.</summary>
    public abstract string Path { get; }

    /// <inheritdoc/>
    public virtual string ContentType => "";

    /// <summary>Server side: what a request asks for.</summary>
    public abstract StreamOpening Open(WireRequest request);

    /// <inheritdoc/>
    public virtual bool AnswersMessages => false;

    /// <inheritdoc/>
    public virtual bool TakesRepeats => false;

    /// <inheritdoc/>
    public abstract WireRequest Ask(StreamAsk ask);

    /// <inheritdoc/>
    public virtual IFraming? NewFraming(int maxEventBytes) => null;

    /// <inheritdoc/>
    public virtual WireRequest? Post(StreamAsk ask, ClientWish wish) => null;

    /// <summary>
    /// Whether a client that comes back when all is said is told so, and need not ask again. A body over HTTP does it with 204; a WebSocket
    /// has no word for it unless the dialect has one.
    /// </summary>
    public virtual bool SaysWhenAllIsSaid => ContentType.Length > 0;

    /// <summary>Server side: true when what clients say comes by POST to the stream's own path.</summary>
    public virtual bool TakesPosts => false;

    /// <summary>Server side: what the wire calls an approval.</summary>
    public virtual string NameOf(string approval) => approval;

    /// <summary>Writes a frame as it stands on this transport; on a WebSocket one call is one message.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="index">Which of them.</param>
    /// <param name="opening">What was asked for.</param>
    /// <param name="output">Where to.</param>
    public virtual void WriteFrame(FrameBuffer frames, int index, StreamOpening opening, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(frames);
        output.Write(frames.Data(index).Span);
    }

    /// <summary>Writes what stands before the first frame; on a WebSocket it is a message of its own. Nothing in most dialects.</summary>
    public virtual void WritePreamble(StreamOpening opening, IBufferWriter<byte> output) { }

    /// <summary>Writes a sign of life; writes nothing where the transport has its own.</summary>
    public virtual void WriteHeartbeat(IBufferWriter<byte> output) { }

    /// <summary>Server side: what a client's message says; null where clients have no say, and for a mere sign of life.</summary>
    public virtual ClientWish? Read(ReadOnlySpan<byte> message) => null;

    /// <inheritdoc/>
    public virtual ReadOnlyMemory<byte> Say(ClientWish wish) => default;

    /// <summary>The message of a server that cannot do what was asked; empty where the dialect has no words for it.</summary>
    public virtual ReadOnlyMemory<byte> Refuse(string code, string message) => default;
}
