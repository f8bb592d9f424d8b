using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace StreamBench.Conformance.Results;

/// <summary>
/// Reads <c>results.jsonl</c>. A file whose writer was killed is a partial result: a line that was broken off at the very end is
/// noted and left out. Any other damage is refused with its place.
/// </summary>
public static class ResultReader
{
    /// <summary>Longest line accepted, in characters: 128 Mi, which is beyond the longest that the writer makes.</summary>
    public const int MaxLine = 128 << 20;

    /// <summary>The result in the file at <paramref name="path"/>.</summary>
    /// <exception cref="InvalidDataException">It is none; the message says file:line:column and why.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ResultSet Load(string path)
    {
        using var text = File.OpenText(path);
        return Read(text, path);
    }

    /// <summary>The result in <paramref name="text"/>; <paramref name="name"/> stands in errors.</summary>
    /// <exception cref="InvalidDataException">It is none; the message says file:line:column and why.</exception>
    public static ResultSet Read(TextReader text, string name)
    {
        RunHeader? header = null;
        RunFooter? footer = null;
        var runs = ImmutableArray.CreateBuilder<RunResult>();
        var notes = new List<string>();
        foreach (var line in Lines(text, name, notes.Add))
        {
            switch (line)
            {
                case RunHeader first:
                    header = first;
                    break;
                case RunResult run:
                    runs.Add(run);
                    break;
                case RunFooter last:
                    footer = last;
                    break;
            }
        }

        if (footer is null)
        {
            notes.Add($"{name} has no footer: the run was killed, or goes on");
        }

        return ResultSet.Of(header!, runs.ToImmutable(), footer, [.. notes]);
    }

    /// <summary>The lines one by one, so that a large file need not be held: a header, runs, at most one footer.</summary>
    /// <param name="text">The file.</param>
    /// <param name="name">Its name in errors.</param>
    /// <param name="note">Takes a sentence when the last line was broken off.</param>
    /// <exception cref="InvalidDataException">While it is read: a line is bad; the message says file:line:column and why.</exception>
    public static IEnumerable<ResultLine> Lines(TextReader text, string name, Action<string> note)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(note);
        var lines = new LineReader(text, MaxLine);
        ResultLine? before = null;
        while (Next(lines, name, note) is { } line)
        {
            yield return IsInOrder(before, line)
                ? line
                : throw Refuse(name, lines.Number, 1, "header, runs, footer is the order of lines");
            before = line;
        }

        if (before is null)
        {
            throw Refuse(name, 1, 1, "there is no header: this is no result of a conformance run");
        }
    }

    private static bool IsInOrder(ResultLine? before, ResultLine line) =>
        (before, line) switch
        {
            (null, RunHeader) => true,
            (RunHeader or RunResult, RunResult or RunFooter) => true,
            _ => false,
        };

    private static ResultLine? Next(LineReader lines, string name, Action<string> note)
    {
        try
        {
            if (lines.Read() is not { } text)
            {
                return null;
            }

            try
            {
                return Parse(text, name, lines.Number);
            }
            catch (InvalidDataException) when (!lines.IsEnded && lines.Number > 1)
            {
                note($"{name}:{lines.Number}: the last line was broken off, and is left out");
                return null;
            }
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith($"{name}:", StringComparison.Ordinal))
        {
            throw Refuse(name, lines.Number, 1, e.Message);
        }
    }

    private static ResultLine Parse(string text, string name, int number)
    {
        try
        {
            var line = JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(text), ResultJson.Readable.ResultLine);
            return line switch
            {
                null => throw Refuse(name, number, 1, "null is no line"),
                RunHeader { Format: not 1 } header => throw Refuse(
                    name,
                    number,
                    1,
                    $"format {header.Format} is not known; this reads format 1"
                ),
                _ => line,
            };
        }
        catch (JsonException e)
        {
            var (where, why) = (e.Path is null or "$" ? "" : $" (at {e.Path})", Sentence(e));
            throw Refuse(name, number, Column(text, e.BytePositionInLine ?? 0), why + where);
        }
        catch (NotSupportedException)
        {
            throw Refuse(name, number, 1, "\"line\" must be header, run or footer");
        }
    }

    // The parser counts bytes; people and editors count characters.
    private static int Column(string text, long bytes)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return Encoding.UTF8.GetCharCount(utf8, 0, (int)Math.Min(bytes, utf8.Length)) + 1;
    }

    private static string Sentence(JsonException e)
    {
        var end = e.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end > 0 ? e.Message[..end] : e.Message;
    }

    private static InvalidDataException Refuse(string name, int line, int column, string why) =>
        new($"{name}:{line}:{column}: {why}");
}
