using System.Collections.Immutable;
using System.Globalization;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Running;
using StreamBench.FakeAgent.Telemetry;
using StreamBench.FaultProxy;

namespace StreamBench.Conformance.Judging;

/// <summary>A run as it went, on one clock: requests as the server saw them, faults as the proxy did them, steps, and what the client told.</summary>
public static class Trace
{
    /// <summary>Most lines of one trace.</summary>
    public const int MaxLines = 500;

    /// <summary>The lines, oldest first, with milliseconds since the start.</summary>
    public static ImmutableArray<string> Of(RunEvidence evidence)
    {
        var lines = new List<(DateTimeOffset At, string Text)>();
        lines.AddRange(evidence.Requests.Select(r => (r.Time, LineOf(r))));
        lines.AddRange(evidence.Faults.Where(f => !FrameChecks.IsPong(f)).Select(f => (f.Time, LineOf(f))));
        lines.AddRange(
            evidence.Steps.Select(s => (s.At, $"harness          {s.Step.Do} {s.Step.With.ToJsonString()}"))
        );
        foreach (var client in evidence.Clients)
        {
            lines.AddRange(
                client
                    .Notes.Where(told => told.Note is StatusNote or TokenNote)
                    .Select(told => (told.At, $"client {client.Role.Name}         {told.Note}"))
            );
        }

        lines.Add((evidence.EndedAt, $"end              {string.Join(", ", evidence.Clients.Select(Ending))}"));
        return
        [
            .. lines
                .OrderBy(line => line.At)
                .Take(MaxLines)
                .Select(line =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(line.At - evidence.StartedAt).TotalMilliseconds, 8:F1} ms  {line.Text}"
                    )
                ),
        ];
    }

    /// <summary>A request in words.</summary>
    internal static string LineOf(RequestRecord r) =>
        $"client → server  {r.Method} {r.Path}{(r.Cursor is { } c ? $" cursor {c}" : "")}{(r.ClientMessageId is { } m ? $" message {m}" : "")} → {r.Status}";

    /// <summary>A fault in words.</summary>
    internal static string LineOf(FaultRecord f) =>
        $"proxy            {f.What} {f.Detail} connection {f.Connection}{(f.EventIndex is { } i ? $", event {i} ({f.EventType ?? "unknown"})" : "")} at byte {f.Offset}";

    /// <summary>From the first fault to the first request for the stream after it, in milliseconds; null without either.</summary>
    internal static double? RecoveryOf(RunEvidence evidence) =>
        evidence.Faults.FirstOrDefault(CursorChecks.Disturbs) is { } fault
        && StreamRequests.Of(evidence).FirstOrDefault(request => request.Time > fault.Time) is { } next
            ? Math.Round((next.Time - fault.Time).TotalMilliseconds, 1)
            : null;

    private static string Ending(ClientEvidence client) =>
        $"client {client.Role.Name}: {client.Answer.Outcome ?? client.Answer.Breakdown?.Kind.ToString() ?? "no outcome"}"
        + (client.Answer.Code is { } code ? $" ({code})" : "");
}
