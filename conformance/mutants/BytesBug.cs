using System.Net;

namespace StreamBench.Mutants;

/// <summary>An HTTP stack that changes the bytes of what it reads.</summary>
/// <param name="right">The right one.</param>
/// <param name="mediaType">Only answers of this type are changed; null for upgraded connections (101).</param>
/// <param name="filter">Makes a filter for one answer: from the bytes of one read to the bytes that are passed on, none at the end.</param>
/// <param name="written">What becomes of the bytes of one write on an upgraded connection; null leaves them as they are.</param>
internal sealed class BytesBug(
    HttpMessageHandler right,
    string? mediaType,
    Func<Func<ReadOnlyMemory<byte>, byte[]>> filter,
    Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? written = null
) : DelegatingHandler(right)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await base.SendAsync(request, cancellationToken);
        var isMeant = mediaType is null
            ? response.StatusCode == HttpStatusCode.SwitchingProtocols
            : response.Content.Headers.ContentType?.MediaType == mediaType;
        if (isMeant)
        {
            var (body, old) = (await response.Content.ReadAsStreamAsync(cancellationToken), response.Content);
            response.Content = new StreamContent(new FilteredStream(body, filter(), written ?? (bytes => bytes)));
            foreach (var (name, values) in old.Headers)
            {
                response.Content.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return response;
    }

    private sealed class FilteredStream(
        Stream right,
        Func<ReadOnlyMemory<byte>, byte[]> filter,
        Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> written
    ) : Stream
    {
        private byte[] ready = [];
        private int taken;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => right.CanWrite;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            if (buffer.IsEmpty)
            {
                return await right.ReadAsync(buffer, cancellationToken); // waits for bytes, takes none
            }

            var chunk = new byte[buffer.Length];
            while (taken == ready.Length)
            {
                var read = await right.ReadAsync(chunk, cancellationToken);
                if (read == 0)
                {
                    return 0;
                }

                (ready, taken) = (filter(chunk.AsMemory(0, read)), 0);
            }

            var count = Math.Min(buffer.Length, ready.Length - taken);
            ready.AsMemory(taken, count).CopyTo(buffer);
            taken += count;
            return count;
        }

        public override Task<int> ReadAsync(
            byte[] buffer,
            int offset,
            int count,
            CancellationToken cancellationToken
        ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => right.WriteAsync(written(buffer), cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Write(byte[] buffer, int offset, int count) => right.Write(buffer, offset, count);

        public override void Flush() => right.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => right.FlushAsync(cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                right.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
