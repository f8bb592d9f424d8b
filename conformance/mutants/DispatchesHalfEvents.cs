using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: at the end of a stream the lines that have come are dispatched, though no blank line has. Its cursor then says too much.</summary>
internal sealed class DispatchesHalfEvents : IMutant
{
    public string Name => "dispatches-half-events";

    public string Bug => "takes the event that was being sent when the connection ended for a whole one";

    public ImmutableArray<string> CaughtBy => ["RES-007"];

    public ChatClientParts Plant(ChatClientParts right) => right;

    public HttpMessageHandler PlantBelow(HttpMessageHandler right) => new Finishing(right);

    private sealed class Finishing(HttpMessageHandler right) : DelegatingHandler(right)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
            {
                var body = await response.Content.ReadAsStreamAsync(cancellationToken);
                response.Content = new StreamContent(new FinishedStream(body))
                {
                    Headers = { ContentType = response.Content.Headers.ContentType },
                };
            }

            return response;
        }
    }
}

/// <summary>A body that always ends with a blank line.</summary>
internal sealed class FinishedStream(Stream right) : Stream
{
    private bool isFinished;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = isFinished ? 0 : await right.ReadAsync(buffer, cancellationToken);
            return read > 0 ? read : Finish(buffer.Span);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return Finish(buffer.Span);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        right.Dispose();
        base.Dispose(disposing);
    }

    private int Finish(Span<byte> buffer)
    {
        if (isFinished)
        {
            return 0;
        }

        isFinished = true;
        "\n\n"u8.CopyTo(buffer);
        return 2;
    }
}
