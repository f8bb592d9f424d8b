using System.Text;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.Wire;

namespace StreamBench.Protocol.Tests;

/// <summary>Writes event logs the way a person would: one JSON object a line, seq counted on.</summary>
internal static class Log
{
    /// <summary>Reads events; a line without "seq" gets the next one.</summary>
    internal static List<StreamEvent> Of(params string[] lines)
    {
        var events = new List<StreamEvent>();
        foreach (var line in lines)
        {
            var json = line.Contains("\"seq\"", StringComparison.Ordinal)
                ? line
                : line.Insert(1, $"\"seq\":{(events.Count == 0 ? 1 : events[^1].Seq + 1)},");
            var read = PayloadReader.Read(Encoding.UTF8.GetBytes(json));
            read.Problem.ShouldBeNull();
            events.Add(read.Payload.ShouldBeAssignableTo<StreamEvent>()!);
        }

        return events;
    }

    internal static Reducer Fold(IEnumerable<StreamEvent> events)
    {
        var reducer = new Reducer();
        foreach (var happening in events)
        {
            reducer.Apply(happening);
        }

        return reducer;
    }

    internal static Reducer Fold(params string[] lines) => Fold(Of(lines));

    /// <summary>Folds the lines and answers the last event's outcome, as <c>streambench fold</c> prints it.</summary>
    internal static string LastOutcome(params string[] lines)
    {
        var reducer = new Reducer();
        var last = "";
        foreach (var happening in Of(lines))
        {
            last = reducer.Apply(happening).Own.ToString();
        }

        return last;
    }
}
