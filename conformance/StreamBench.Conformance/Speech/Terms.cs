using System.Globalization;
using StreamBench.Conformance.Judging;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Running;
using StreamBench.Dialects;
using StreamBench.Dialects.Design;
using StreamBench.Dialects.Endpoints;
using StreamBench.FakeAgent.Scripts;

namespace StreamBench.Conformance.Speech;

/// <summary>Whether a cell can be played in its dialect, as far as the dialect's contract goes; and if not, why.</summary>
public static class Terms
{
    /// <summary>Why the cell says nothing in its dialect, in words: <c>ajo has no snapshots</c>; null when it can be played.</summary>
    public static string? WhyNot(PlannedRun cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var dialect = cell.Spoken;
        if (dialect.IsNative)
        {
            return null;
        }

        if (dialect.On(cell.Transport) is not { } endpoint)
        {
            return $"{dialect.Name} is not served on {cell.Transport}";
        }

        var lacked = AskedTopics.Of(cell).Where(topic => !dialect.Has(topic)).Select(topic => (Topic?)topic);
        return lacked.FirstOrDefault() is { } topic
            ? $"{dialect.Name} {TopicWords.Lack(topic)}"
            : WhyNot(cell, dialect, endpoint) ?? FaultTerms.WhyNot(cell, dialect, endpoint);
    }

    private static string? WhyNot(PlannedRun cell, Dialect dialect, DialectEndpoint endpoint)
    {
        var (setup, name) = (cell.Variant.Setup, dialect.Name);
        var unserved = setup
            .Clients.Select(role => role.Transport)
            .FirstOrDefault(transport => transport is not null && dialect.On(transport) is null);
        var turns = ScriptFacts.Of(ShippedScripts.Find(cell.Script)!).Turns;
        return setup.Serve is not null ? "the case serves bytes of its own"
            : unserved is not null ? $"{name} is not served on {unserved}"
            : endpoint.AnswersMessages && setup.Clients.Any(role => !role.Sends)
                ? $"in {name} nobody has a stream who has said nothing"
            : endpoint.AnswersMessages && turns > 1
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"in {name} a stream is one turn, and {cell.Script} has {turns}"
                )
            : setup.Stop == "stream_end" && !endpoint.SaysWhenAllIsSaid
                ? $"{name} on {cell.Transport} does not say when all is said"
            : setup.Conversation.CursorPrefix.Length > 0 || setup.Conversation.NumericCursors
                ? $"the case makes cursors of the native form, and {name} has its own"
            : setup.Checks.Any(check => Checks.All[check.Name].IsNativeOnly)
                ? $"the case looks for a cursor of the native form, and {name} has its own"
            : null;
    }
}
