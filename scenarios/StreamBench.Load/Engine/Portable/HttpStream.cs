using System.Net.Sockets;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Transports;

namespace StreamBench.Load.Engine.Portable;

/// <summary>
/// One stream of a portable loop, from its first request to its end: connections one after another. Owns no buffer while it waits,
/// except what a framing of its own keeps of an unfinished event.
/// </summary>
internal sealed partial class HttpStream<TVisitor>(HttpLoop<TVisitor> loop, int stream, long number, StreamStart start)
    where TVisitor : IStreamVisitor
{
    private readonly HttpPatience patience = new(loop.Options, loop.Clock, start.IsHeld);
    private long[] connectedAt = [];
    private bool isOpened;
    private ScanState scan;
    private HttpTarget target = loop.Options.Targets[start.Target];

    /// <summary>The stream's number in the plan.</summary>
    internal long Number => number;

    /// <summary>Takes the connection away, if there is one.</summary>
    internal void Break() => patience.Break();

    internal async Task RunAsync(HttpMessageInvoker client, CancellationToken stopping)
    {
        // The loop's thread has other streams to start.
        await Task.Yield();
        while (true)
        {
            var ending = await ConnectAsync(client, stopping);
            if (loop.Ended(stream, ending) is not { ResumeAfterNanoseconds: >= 0 } after)
            {
                break;
            }

            if (!await patience.WaitAsync(after.ResumeAfterNanoseconds, stopping))
            {
                loop.GivenUp(stream, ending);
                break;
            }

            Prepare(after);
        }

        loop.Free(stream);
    }

    private async Task<StreamEnding> ConnectAsync(HttpMessageInvoker client, CancellationToken stopping)
    {
        try
        {
            patience.Begin(stopping);
            connectedAt = [loop.Clock.Now];
            isOpened = false;
            if (!target.HasOwnConnection)
            {
                return await ReadAsync(client);
            }

            using var own = HttpConnections.OfOneStream(loop.Options, loop.Clock);
            return target.IsPolled ? await PollAsync(own) : await ReadAsync(own);
        }
        catch (OperationCanceledException)
        {
            return stopping.IsCancellationRequested ? StreamEnding.Abandoned
                : patience.IsBroken ? new StreamEnding(StreamEndKind.Reset, StreamSide.Client)
                : new StreamEnding(StreamEndKind.TimedOut, StreamSide.Path);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return HttpFailures.Meaning(e);
        }
#pragma warning disable CA1031 // The top of a stream: a bug in it goes to whoever awaits the loop, and the loop still ends.
        catch (Exception e)
        {
            loop.Fail(e);
            return StreamEnding.Abandoned;
        }
#pragma warning restore CA1031
        finally
        {
            patience.End();
            Keep([]);
        }
    }

    private void Prepare(in AfterEnd after)
    {
        if (after.Target >= 0)
        {
            target = loop.Options.Targets[after.Target];
        }

        if (after.IsAfresh)
        {
            scan.Reset();
        }
        else
        {
            scan.Resume();
        }

        if (!after.Cursor.IsEmpty)
        {
            scan.LastId.Set(after.Cursor.Span);
        }
    }

    private RequestVariables Variables() =>
        new()
        {
            Number = number,
            Stream = stream,
            Row = start.Row,
            Cursor = scan.LastId.Value,
        };

    /// <summary>Sends a request until the head of its answer is there. The connection made for it notes when it stood.</summary>
    private Task<HttpResponseMessage> SendAsync(HttpMessageInvoker client, HttpRequestMessage request)
    {
        request.Options.Set(HttpConnections.ConnectedAt, connectedAt);
        patience.ForHead();
        return client.SendAsync(request, patience.Token);
    }

    /// <summary>Tells of the first head of a connection; later ones belong to the same stream and are no events of it.</summary>
    private ResponseHead Open(HttpResponseMessage response)
    {
        var media = MediaKinds.Of(response.Content.Headers.ContentType?.MediaType ?? "");
        var head = new ResponseHead((int)response.StatusCode, media, BodyKind.UntilClose, 0, Upgraded: false);
        if (!isOpened)
        {
            isOpened = true;
            loop.Opened(stream, connectedAt[0], head, loop.Clock.Now);
        }

        return head;
    }

    /// <summary>Says the user's message by a request of its own; null when it was taken, else how the stream ends here.</summary>
    private async Task<StreamEnding?> SayAsync(HttpMessageInvoker client)
    {
        using var request = target.Word(Variables());
        using var response = await SendAsync(client, request);
        var status = (int)response.StatusCode;
        var refusal =
            target.IsCall ? CallEnding.OfHead(response)
            : status is >= 200 and < 300 ? null
            : new StreamEnding(StreamEndKind.Refused, StreamSide.Server, status);
        if (refusal is null)
        {
            await response.Content.CopyToAsync(System.IO.Stream.Null, patience.Token);
            refusal = target.IsCall ? CallEnding.OfTrailers(response) : null;
        }

        if (refusal is null or { Kind: StreamEndKind.Completed })
        {
            return null;
        }

        Open(response);
        return refusal;
    }
}
