using System.Text.Json;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Processes;

namespace StreamBench.Conformance.Servers.Reaching;

/// <summary>One process of a server: it reads one line, answers with one, and serves until it is told to end.</summary>
internal sealed class ServerProcess(ChildProcess child, LogTail log, ClientLimits limits, TimeProvider time)
    : IAsyncDisposable
{
    private readonly LineReader lines = new(child.Output, limits.MaxLineBytes);
    private readonly CancellationTokenSource ending = new();
    private Task draining = Task.CompletedTask;

    /// <summary>Says <c>serve</c> and waits for the address.</summary>
    /// <exception cref="ClientUnavailableException">No address came, or none that can be used.</exception>
    internal async Task<ServerIntroduction> IntroduceAsync(ServeOrder order, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(limits.Start, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var line = JsonSerializer.SerializeToUtf8Bytes(order, ServerJson.Default.ServeOrder);
            await child.Input.WriteAsync((byte[])[.. line, (byte)'\n'], either.Token);
            await child.Input.FlushAsync(either.Token);
            var introduction = await ReadAsync(either.Token);
            draining = DrainAsync();
            return introduction;
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new ClientUnavailableException(
                $"the server did not answer \"serve\" within {limits.Start.TotalSeconds} s: print one line such as "
                    + "{\"url\":\"http://127.0.0.1:4280\"} once you listen, and flush it",
                e
            );
        }
        catch (IOException e)
        {
            await child.Exited;
            throw new ClientUnavailableException($"the server did not read \"serve\": it {child.ExitText}", e);
        }
    }

    /// <summary>SIGTERM, and after a while the end of everything it started.</summary>
    public async ValueTask DisposeAsync()
    {
        await child.EndAsync();
        await ending.CancelAsync();
        await draining;
        await child.DisposeAsync();
        ending.Dispose();
    }

    private async Task<ServerIntroduction> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var line = await lines.ReadAsync(cancellation);
            if (line.End != LineEnd.Newline)
            {
                await child.Exited.WaitAsync(cancellation);
                throw new ClientUnavailableException($"the server {child.ExitText} before it said where it listens");
            }

            if (line.Bytes.Span is [(byte)'{', ..])
            {
                return Parse(line.Bytes);
            }

            log.Append(line.Bytes.Span);
            log.AppendLine("");
        }
    }

    private static ServerIntroduction Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            var json = JsonElement.Parse(line.Span);
            return ServerIntroductionSchema.Blame(json) is { } blame
                ? throw new ClientUnavailableException($"the server's answer to \"serve\" is not right: {blame}")
                : json.Deserialize(ServerJson.Default.ServerIntroduction)!;
        }
        catch (JsonException e)
        {
            throw new ClientUnavailableException($"the server's answer to \"serve\" is no JSON: {e.Message}", e);
        }
    }

    // What it prints later is log; unread, it would fill the pipe and stop the server.
    private async Task DrainAsync()
    {
        try
        {
            while (await lines.ReadAsync(ending.Token) is { End: LineEnd.Newline } line)
            {
                log.Append(line.Bytes.Span);
                log.AppendLine("");
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The program is gone.
        }
    }
}
