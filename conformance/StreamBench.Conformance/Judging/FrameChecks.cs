using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StreamBench.Conformance.Results;
using StreamBench.FaultProxy;
using StreamBench.FaultProxy.Rules;

namespace StreamBench.Conformance.Judging;

/// <summary>Checks of the control frames that a client sends on a WebSocket, where a rule of the proxy notes them.</summary>
internal static partial class FrameChecks
{
    // RFC 6455 §5.5.3 lets a client send an empty pong that answers nothing, and answer the latest of several pings only, and what is on its way when a run ends is not noted:
    // so how many were answered says nothing.
    internal static Check Pongs { get; } =
        new(
            "pongs",
            Axis.Recovery,
            "pings between the fragments of a message are answered, and each answer has the payload of a ping",
            context =>
            {
                var sent = context.Evidence.Faults.Select(PingsOf).Where(pings => pings > 0).ToList();
                var told = context
                    .Evidence.Faults.Where(IsPong)
                    .Select(pong => pong.Detail!["pong ".Length..])
                    .Where(payload => payload.Length > 0)
                    .ToList();
                var strange = told.Find(payload => !IsOf(payload, sent.DefaultIfEmpty(0).Max()));
                return sent.Count == 0 ? Finding.Void("no pings were sent")
                    : strange is not null ? Finding.Missed($"a pong carries \"{strange}\", which no ping did")
                    : Finding.Of(told.Count > 0, $"none of the pings in {sent.Count} messages was answered");
            }
        );

    internal static Check CloseCode { get; } =
        new(
            "close-code",
            Axis.Closing,
            "the client closes the connection on which the first fault was with one of these codes, or drops it without one",
            context =>
            {
                if (CursorChecks.FirstFault(context) is not { } fault)
                {
                    return Finding.Void("the fault did not strike");
                }

                var allowed = ((JsonArray)context.Value!).Select(code => $"close {code}").ToList();
                var said = context.Evidence.Faults.FirstOrDefault(record =>
                    record.What == NoteRule.Word
                    && record.Connection == fault.Connection
                    && record.Detail!.StartsWith("close", StringComparison.Ordinal)
                );
                return Finding.Of(
                    said is null || allowed.Contains(said.Detail!, StringComparer.Ordinal),
                    $"it said \"{said?.Detail}\", not \"{string.Join("\" or \"", allowed)}\""
                );
            }
        );

    /// <summary>True for the note of a pong.</summary>
    internal static bool IsPong(FaultRecord record) =>
        record.What == NoteRule.Word && record.Detail!.StartsWith("pong ", StringComparison.Ordinal);

    private static int PingsOf(FaultRecord record) =>
        record.What == "fragment" && Pings().Match(record.Detail ?? "") is { Success: true } match
            ? int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture)
            : 0;

    // The proxy's pings are p1, p2 … in each message.
    private static bool IsOf(string payload, int most) =>
        payload is ['p', .. var number]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var ping)
        && ping >= 1
        && ping <= most;

    [GeneratedRegex(
        ", (?<count>[0-9]+) pings$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Pings();
}
