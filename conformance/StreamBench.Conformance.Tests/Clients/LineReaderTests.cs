using StreamBench.Conformance.Clients.Processes;

namespace StreamBench.Conformance.Tests.Clients;

public sealed class LineReaderTests
{
    private const int Bound = 1 << 20;

    [Fact]
    public async Task A_line_without_an_end_costs_its_bound_and_no_more()
    {
        await using var input = new Blanks(1L << 30);
        var lines = new LineReader(input, Bound);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var line = await lines.ReadAsync(TestContext.Current.CancellationToken);

        line.End.ShouldBe(LineEnd.TooLong);
        input.Position.ShouldBeLessThan(Bound + (64 << 10)); // the line, and what was read beyond it
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4L * Bound); // a buffer that doubles
    }

    [Fact]
    public async Task A_line_of_exactly_the_bound_is_read()
    {
        var lines = new LineReader(new MemoryStream([.. new byte[Bound], (byte)'\n', 7, (byte)'\n']), Bound);

        var first = await lines.ReadAsync(TestContext.Current.CancellationToken);
        first.Bytes.Length.ShouldBe(Bound);

        var second = await lines.ReadAsync(TestContext.Current.CancellationToken);
        second.Bytes.ToArray().ShouldBe([7]);
    }

    // Blanks and no newline; read on the thread that asks.
    private sealed class Blanks(long length) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get; set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(buffer.Length, length - Position);
            buffer.Span[..count].Fill((byte)' ');
            Position += count;
            return ValueTask.FromResult(count);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() { }
    }
}
