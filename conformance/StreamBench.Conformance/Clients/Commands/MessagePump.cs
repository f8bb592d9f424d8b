using System.Text;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Clients.Processes;
using StreamBench.Conformance.Clients.Runs;
using StreamBench.Conformance.Clients.Wire;

namespace StreamBench.Conformance.Clients.Commands;

/// <summary>Reads what a client writes to its standard output, until it ends or breaks the protocol.</summary>
internal sealed class MessagePump
{
    private const string Warning =
        "warning: lines on standard output that do not start with { are taken for a log; write logs to standard error";

    private readonly TaskCompletionSource<ClientIntroduction> introduction = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly TaskCompletionSource faulted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LineReader lines;
    private readonly OpenRuns runs;
    private readonly LogTail log;
    private readonly ClientLimits limits;
    private readonly Task reading;
    private Breakdown? fault;
    private Breakdown? untold;
    private long readAtLastAnswer;
    private bool hasWarned;

    internal MessagePump(Stream output, OpenRuns runs, LogTail log, ClientLimits limits)
    {
        (this.runs, this.log, this.limits) = (runs, log, limits);
        lines = new LineReader(output, limits.MaxLineBytes);
        _ = introduction.Task.ContinueWith(static failed => failed.Exception, TaskScheduler.Default); // always observed
        reading = ReadAsync();
    }

    /// <summary>The client's introduction.</summary>
    internal Task<ClientIntroduction> Introduction => introduction.Task;

    /// <summary>What broke the protocol, or null. Nothing is read after it.</summary>
    internal Breakdown? Fault => Volatile.Read(ref fault);

    /// <summary>Completes with <see cref="Fault"/>.</summary>
    internal Task Faulted => faulted.Task;

    /// <summary>Completes with a bug of ours, which must not look like a client that hangs.</summary>
    internal Task<Exception> Failed => failed.Task;

    /// <summary>True once the client has closed its output.</summary>
    internal bool HasEnded => reading.IsCompleted;

    /// <summary>Bytes of a line whose newline has not come.</summary>
    internal int Unfinished => lines.Unfinished;

    /// <summary>A fault that came while no case ran, once.</summary>
    internal Breakdown? TakeUntold() => Interlocked.Exchange(ref untold, null);

    /// <summary>Ends the wait for an introduction.</summary>
    internal void Introduced(ClientUnavailableException why) => introduction.TrySetException(why);

    /// <summary>Waits for the end of the output, which comes soon after the end of the process unless a child of it holds it open.</summary>
    internal Task EndAsync(TimeSpan patience, TimeProvider time) =>
        reading.WaitAsync(patience, time).ContinueWith(static _ => { }, TaskScheduler.Default);

    private async Task ReadAsync()
    {
        try
        {
            while (Fault is null)
            {
                var line = await lines.ReadAsync(CancellationToken.None);
                if (line.End == LineEnd.TooLong)
                {
                    Break(
                        BreakdownKind.Flooded,
                        $"a line of its standard output is longer than {limits.MaxLineBytes} bytes; end each message with a newline"
                    );
                }
                else
                {
                    Take(line.Bytes);
                }

                if (line.End == LineEnd.EndOfStream)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The process is gone, and so is its output.
        }
#pragma warning disable CA1031 // The top of a loop of ours: handed to whoever waits for an answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failed.TrySetResult(e);
            introduction.TrySetException(e);
        }
    }

    private void Take(ReadOnlyMemory<byte> line)
    {
        var text = line.TrimStart("\uFEFF \t"u8);
        if (text.Length > 0 && text.Span[0] != (byte)'{')
        {
            Log(text.Span);
        }
        else if (text.Length > 0)
        {
            Take(MessageReader.Read(text, limits.MaxDepth));
        }

        if (lines.BytesRead - readAtLastAnswer > limits.MaxOutputBytes)
        {
            Break(BreakdownKind.Flooded, $"it wrote more than {limits.MaxOutputBytes} bytes without an answer");
        }
    }

    private void Take(ClientMessage message)
    {
        switch (message)
        {
            case ClientMessage.Introduced(var client) when introduction.TrySetResult(client):
                readAtLastAnswer = lines.BytesRead;
                return;
            case ClientMessage.CaseAnswered:
                readAtLastAnswer = lines.BytesRead;
                break;
        }

        if (runs.Take(message) is { } blame)
        {
            Break(BreakdownKind.Garbled, $"{blame}. {OpenRuns.NextStep}");
        }
    }

    private void Break(BreakdownKind kind, string detail)
    {
        var breakdown = new Breakdown(kind, detail);
        untold = runs.AnyWaits ? null : breakdown;
        Volatile.Write(ref fault, breakdown);
        faulted.TrySetResult();
    }

    private void Log(ReadOnlySpan<byte> text)
    {
        if (!hasWarned)
        {
            hasWarned = true;
            log.AppendLine(Warning);
        }

        log.AppendLine("stdout: " + Encoding.UTF8.GetString(text[..Math.Min(text.Length, limits.MaxLogBytes)]));
    }
}
