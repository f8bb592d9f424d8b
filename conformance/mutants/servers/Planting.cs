using System.Text;
using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.Mutants.Servers;

/// <summary>The tools of planting: a behaviour for all conversations, or something that stands around every request.</summary>
internal static class Planting
{
    extension(FakeAgentOptions right)
    {
        internal FakeAgentOptions With(AgentBehaviour behaviour) =>
            right with
            {
                Conversations = right.Conversations with { Behaviour = behaviour },
            };

        internal FakeAgentOptions With(Func<HttpContext, RequestDelegate, Task> around) =>
            right with
            {
                Around = around,
            };
    }

    extension(HttpContext http)
    {
        /// <summary>Whether this is such a request, by the end of its path.</summary>
        internal bool Is(string method, string end) =>
            http.Request.Method == method && http.Request.Path.Value!.EndsWith(end, StringComparison.Ordinal);

        /// <summary>Whether this is a request for history.</summary>
        internal bool IsHistory =>
            http.Request.Method == "GET" && http.Request.Path.Value!.Split('/') is [_, "v1", "conversations", _];

        /// <summary>Lets the server answer, and changes the body on its way out, a flush at a time.</summary>
        internal async Task RewriteAsync(RequestDelegate next, Func<string, string> change)
        {
            var body = http.Response.Body;
            await using var rewriting = new RewritingStream(body, change);
            http.Response.Body = rewriting;
            http.Response.OnStarting(() =>
            {
                http.Response.ContentLength = null;
                return Task.CompletedTask;
            });
            await next(http);
            await rewriting.FlushAsync();
            http.Response.Body = body;
        }
    }

    /// <summary>Holds what is written until it is flushed: the fake agent flushes whole events.</summary>
    private sealed class RewritingStream(Stream inner, Func<string, string> change) : Stream
    {
        private readonly MemoryStream held = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => held.Write(buffer, offset, count);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            held.Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override async Task FlushAsync(CancellationToken cancellationToken)
        {
            var changed = Encoding.UTF8.GetBytes(
                change(Encoding.UTF8.GetString(held.GetBuffer(), 0, (int)held.Length))
            );
            held.SetLength(0);
            await inner.WriteAsync(changed, cancellationToken);
            await inner.FlushAsync(cancellationToken);
        }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
