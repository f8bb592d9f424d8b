using System.Collections.Immutable;
using System.Text.Json;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Clients.Processes;
using StreamBench.Conformance.Clients.Runs;
using StreamBench.Conformance.Clients.Wire;

namespace StreamBench.Conformance.Clients.Once;

/// <summary>What a program said from its start to its end.</summary>
/// <param name="Kind">What went wrong with the program itself, or null.</param>
/// <param name="Trouble">The same in words, or how it ended.</param>
/// <param name="Json">Its last line on standard output that starts with <c>{</c>; undefined when there is none.</param>
/// <param name="Log">What it wrote to its error stream.</param>
internal sealed record OnceRun(BreakdownKind? Kind, string Trouble, JsonElement Json, string Log)
{
    /// <summary>Its last line as a message.</summary>
    internal ClientMessage? Message => Json.ValueKind == JsonValueKind.Undefined ? null : MessageReader.Read(Json);

    /// <summary>Runs the program to its end, which is forced when it takes longer than <paramref name="patience"/>.</summary>
    internal static async Task<OnceRun> RunAsync(
        ImmutableArray<string> command,
        IReadOnlyDictionary<string, string> environment,
        TimeSpan patience,
        ClientLimits limits,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var log = new LogTail(limits.MaxLogBytes);
        await using var child = ChildProcess.Start(command, environment, log, limits, time);
        child.Input.Close();
        var reading = LastLine.ReadAsync(child.Output, limits);
        try
        {
            // Too much output ends the wait as the end of the program does.
            var last = await reading.WaitAsync(patience, time, cancellation);
            if (last.Flood is null)
            {
                await child.Exited.WaitAsync(patience, time, cancellation);
                await child.DrainLogAsync();
            }

            return last switch
            {
                { Flood: { } flood } => new OnceRun(BreakdownKind.Flooded, flood, default, log.Since(0)),
                { Blame: { } blame } => new OnceRun(BreakdownKind.Garbled, blame, default, log.Since(0)),
                { Json.ValueKind: JsonValueKind.Undefined } when child.ExitCode != 0 => new OnceRun(
                    BreakdownKind.Crashed,
                    $"its process {child.ExitText} without an answer",
                    default,
                    log.Since(0)
                ),
                _ => new OnceRun(null, $"its process {child.ExitText}", last.Json, log.Since(0)),
            };
        }
        catch (TimeoutException)
        {
            var detail = $"it did not end within {patience.TotalMilliseconds} ms; it has to exit once the case is done";
            return new OnceRun(BreakdownKind.Hung, detail, default, log.Since(0));
        }
    }

    /// <summary>Makes the answer to a case of it.</summary>
    internal CaseAnswer ToAnswer(CaseOrder order, StateFile file)
    {
        if (Kind is { } kind)
        {
            return OpenRun.Broken(order, new Breakdown(kind, Trouble));
        }

        if (file.Blame is { } blame)
        {
            return OpenRun.Broken(order, Garbled(blame));
        }

        var hasState = file.State.ValueKind != JsonValueKind.Undefined;
        return Message switch
        {
            ClientMessage.CaseAnswered(var answer) when answer.Run != order.Run => OpenRun.Broken(
                order,
                Garbled($"$.run: answered for \"{answer.Run}\", but \"{order.Run}\" was asked")
            ),
            ClientMessage.CaseAnswered(var answer) when hasState && answer.State.ValueKind == JsonValueKind.Undefined =>
                answer with
                {
                    State = file.State,
                },
            ClientMessage.CaseAnswered(var answer) => answer,
            ClientMessage.Malformed(_, var why) => OpenRun.Broken(order, Garbled(why)),
            null when hasState => new CaseAnswer
            {
                Run = order.Run,
                Outcome = "ok",
                State = file.State,
            },
            _ => OpenRun.Broken(
                order,
                Garbled($"{Trouble}, but neither its last line is a {{\"re\":\"case\",…}} nor is there a state file")
            ),
        };
    }

    private static Breakdown Garbled(string blame) => new(BreakdownKind.Garbled, $"{blame}. {OpenRuns.NextStep}");
}
