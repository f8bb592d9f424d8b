using System.Buffers;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Dialects;

/// <summary>A poll in any dialect.</summary>
internal sealed class DialectPoll(
    Uri server,
    IStreamAddress address,
    Guid clientId,
    HttpOpener opener,
    TransportOptions options,
    TimeProvider time
) : IPoll
{
    private bool wasAnswered;

    public int MaxEventBytes => options.MaxEventBytes;

    public async Task<(ReadOnlyMemory<byte> Body, StreamEnd? End)> AskAsync(
        StreamRequest request,
        CancellationToken cancellation
    )
    {
        var ask = address.Ask(
            new StreamAsk(request.Conversation, request.Cursor) { ClientId = clientId, IsNextPoll = wasAnswered }
        );
        var (response, failure) = await opener.SendAsync(
            uri =>
            {
                var message = DialectMessages.Make(uri, ask, request.Headers, "application/json");
                message.Headers.Add("Accept", address.ContentType);
                return message;
            },
            DialectUris.At(server, ask),
            options.IdleTimeout,
            cancellation
        );
        if (response is null)
        {
            return (default, failure);
        }

        using (response)
        {
            if (HttpRefusal.Of(response, address.ContentType, time) is { } refusal)
            {
                return (default, refusal);
            }

            wasAnswered = true;
            return await BodyReader.ReadAsync(response, options.MaxBatchBytes, options.IdleTimeout, time, cancellation);
        }
    }

    public List<Frame>? Read(ReadOnlyMemory<byte> body)
    {
        var framing =
            address.NewFraming(options.MaxEventBytes)
            ?? throw new InvalidOperationException($"{address.GetType().Name} has polls without a framing");
        // A frame is valid until the next one is read: what they hold is put into one buffer that never grows.
        var held = new ArrayBufferWriter<byte>(Math.Max(1, body.Length));
        var frames = new List<Frame>();
        var rest = body.Span;
        FramingStep step;
        while ((step = framing.Read(ref rest, out var frame)) == FramingStep.Frame)
        {
            held.Write(frame.Data.Span);
            frames.Add(frame with { Data = held.WrittenMemory[^frame.Data.Length..] });
        }

        return step == FramingStep.NeedsMore && !framing.IsInsideFrame ? frames : null;
    }
}
