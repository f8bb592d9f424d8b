using System.Text;

namespace StreamBench.Conformance.Results;

/// <summary>Reads lines that end in LF, up to a bound, and knows whether the last one was ended.</summary>
internal sealed class LineReader(TextReader text, int most)
{
    private readonly char[] buffer = new char[16 << 10];
    private readonly StringBuilder line = new();
    private int next;
    private int filled;

    /// <summary>Number of the line read last, from 1.</summary>
    internal int Number { get; private set; }

    /// <summary>False when the line read last was broken off by the end of the file.</summary>
    internal bool IsEnded { get; private set; }

    /// <summary>The next line without its end, or null after the last one.</summary>
    /// <exception cref="InvalidDataException">It is longer than the bound.</exception>
    internal string? Read()
    {
        line.Clear();
        IsEnded = false;
        while (!IsEnded && Fill())
        {
            var rest = buffer.AsSpan(next, filled - next);
            var end = rest.IndexOf('\n');
            IsEnded = end >= 0;
            var piece = IsEnded ? rest[..end] : rest;
            if (line.Length + piece.Length > most)
            {
                Number++;
                throw new InvalidDataException($"the line is longer than {most:N0} characters");
            }

            line.Append(piece);
            next += piece.Length + (IsEnded ? 1 : 0);
        }

        if (!IsEnded && line.Length == 0)
        {
            return null;
        }

        Number++;
        return line.ToString();
    }

    private bool Fill()
    {
        if (next == filled)
        {
            (next, filled) = (0, text.Read(buffer));
        }

        return filled > 0;
    }
}
