using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;

namespace StreamBench.Cli.Watching;

/// <summary>
/// One line of at most 80 columns an event: a mark, cursor, type, item, text. Every word from the stream is escaped before it
/// reaches the terminal.
/// </summary>
/// <remarks>Marks: <c>=</c> came before, <c>&gt;</c> events before it are missing, <c>!</c> anything else that was not applied.</remarks>
internal sealed class ColumnView(TextWriter output, bool withColour) : IWatchView
{
    private const int Width = 80;
    private const string Dim = "\e[2m";
    private const string Yellow = "\e[33m";
    private const string Red = "\e[31m";

    /// <inheritdoc/>
    public void Event(StreamEvent happening, string? cursor, Outcome? outcome)
    {
        var (mark, colour) = outcome?.Kind switch
        {
            null or OutcomeKind.Applied => (' ', null),
            OutcomeKind.Duplicate => ('=', Yellow),
            OutcomeKind.Buffered => ('>', Yellow),
            _ => ('!', Red),
        };
        var verdict = outcome is { IsApplied: false } other ? $"[{other}] " : "";
        Line(
            colour,
            $"{mark} {Columns(cursor ?? "-", happening.Type, happening.Item)} {verdict}{EventText.Of(happening)}"
        );
    }

    /// <inheritdoc/>
    public void Control(ControlFrame control) =>
        Line(Dim, $"  {Columns("", control.Type, null)} {EventText.Of(control)}");

    /// <inheritdoc/>
    public void Remark(string text) => Line(Yellow, $"~ {text}");

    /// <inheritdoc/>
    public void End(string why, string? digest, long events)
    {
        Line(null, $"{Plural.Of(events, "event")}; {why}");
        output.WriteLine(digest ?? "no digest: no whole state was seen");
    }

    private static string Columns(string cursor, string type, string? item) =>
        $"{Printable.Of(cursor, 9), -9} {Printable.Of(type, 16), -16} {Printable.Of(item ?? "", 8), -8}";

    private void Line(string? colour, string text)
    {
        var line = Printable.Of(text, Width).TrimEnd();
        output.WriteLine(withColour && colour is not null ? $"{colour}{line}\e[0m" : line);
    }
}
