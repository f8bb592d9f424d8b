using System.Text;
using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Tests.Client;

/// <summary>
/// A transport without a network: each connection brings the payloads of the next script and then its end; the last script
/// serves all that follow. A script without an end stays open and silent.
/// </summary>
internal sealed class ScriptedTransport(params ScriptedTransport.Script[] scripts) : IStreamTransport
{
    private readonly List<StreamRequest> requests = [];
    private int live;

    public string Name => "scripted";

    /// <summary>What was asked, in order.</summary>
    internal IReadOnlyList<string?> Cursors
    {
        get
        {
            lock (requests)
            {
                return [.. requests.Select(request => request.Cursor)];
            }
        }
    }

    /// <summary>The most connections that were ever open at a time.</summary>
    internal int MostLive { get; private set; }

    internal int Live => Volatile.Read(ref live);

    public ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation)
    {
        lock (requests)
        {
            requests.Add(request);
            MostLive = Math.Max(MostLive, Interlocked.Increment(ref live));
            return new(new Connection(this, scripts[Math.Min(requests.Count, scripts.Length) - 1]));
        }
    }

    /// <summary>A connection's payloads, each with its cursor, and its end.</summary>
    internal sealed record Script(StreamEnd? End, params (string Json, string? Cursor)[] Payloads);

    private sealed class Connection(ScriptedTransport transport, Script script) : IStreamConnection
    {
        private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int next;

        public Frame Current { get; private set; }

        public StreamEnd? End { get; private set; }

        public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
        {
            await Task.Yield();
            if (next < script.Payloads.Length)
            {
                var (json, cursor) = script.Payloads[next++];
                Current = new Frame(Encoding.UTF8.GetBytes(json), cursor);
                return true;
            }

            if (script.End is null)
            {
                await closed.Task.WaitAsync(cancellation);
            }

            End = script.End ?? new(StreamEndKind.Abandoned, StreamSide.Client, "");
            return false;
        }

        public ValueTask DisposeAsync()
        {
            if (closed.TrySetResult())
            {
                Interlocked.Decrement(ref transport.live);
            }

            return ValueTask.CompletedTask;
        }
    }
}
