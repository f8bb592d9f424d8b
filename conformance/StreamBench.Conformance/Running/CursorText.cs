using System.Globalization;
using StreamBench.Dialects;
using StreamBench.FakeAgent.Journals;

namespace StreamBench.Conformance.Running;

/// <summary>Reads cursors, as the server noted them or a client told them.</summary>
internal static class CursorText
{
    /// <summary>The place in the journal that a cursor names; null for one that is none.</summary>
    /// <param name="text">The cursor.</param>
    /// <param name="dialect">The dialect that it is written in.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="epoch">The epoch of the conversation, where cursors do not say.</param>
    internal static (int Epoch, long Seq)? Read(string text, Dialect dialect, Journal journal, int epoch)
    {
        if (dialect.IsNative)
        {
            return journal.TryParseCursor(text, out var cursor) ? (cursor.Epoch, cursor.Seq) : null;
        }

        // Whatever a dialect calls a place, the server notes it by its seq, and there is no epoch in it.
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? (epoch, seq) : null;
    }
}
