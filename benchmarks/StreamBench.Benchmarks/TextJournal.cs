using StreamBench.Protocol.Events;

namespace StreamBench.Benchmarks;

/// <summary>A turn whose one text grows by many small pieces: the events that streams are made of.</summary>
internal static class TextJournal
{
    internal const string Text = "token";

    /// <summary>Two events that open the turn and the text, and then <paramref name="appends"/> pieces of 5 characters.</summary>
    internal static List<StreamEvent> Of(int appends)
    {
        var events = new List<StreamEvent>(appends + 2)
        {
            new TurnOpen { Seq = 1, Turn = "t1" },
            new ItemOpen
            {
                Seq = 2,
                Turn = "t1",
                Item = "i1",
                Kind = ItemKind.Text,
            },
        };
        for (var i = 0; i < appends; i++)
        {
            events.Add(
                new TextAppend
                {
                    Seq = i + 3,
                    Turn = "t1",
                    Item = "i1",
                    Text = Text,
                }
            );
        }

        return events;
    }
}
