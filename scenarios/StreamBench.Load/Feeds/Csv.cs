using System.Collections.Immutable;
using System.Text;

namespace StreamBench.Load.Feeds;

/// <summary>Reads comma-separated values as RFC 4180 has them, the first line naming the fields; LF alone ends a line, too.</summary>
internal static class Csv
{
    internal static FeedTable Read(TextReader text)
    {
        var line = 1;
        var fields =
            Record(text, ref line) ?? throw new InvalidDataException("line 1: the names of the fields are missing");
        if (fields.Distinct(StringComparer.Ordinal).Count() != fields.Length)
        {
            throw new InvalidDataException("line 1: a field is named twice");
        }

        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        for (var at = line; Record(text, ref line) is { } record; at = line)
        {
            if (record is [""])
            {
                continue;
            }

            if (record.Length != fields.Length)
            {
                throw new InvalidDataException(
                    $"line {at}: {record.Length} values where line 1 names {fields.Length} fields"
                );
            }

            rows.Add(record);
            if (rows.Count > FeedTable.MostRows)
            {
                throw new InvalidDataException($"line {at}: a feed may have {FeedTable.MostRows:N0} rows");
            }
        }

        return new FeedTable(fields, rows.ToImmutable());
    }

    // record = field *("," field); field = escaped / plain; escaped = DQUOTE *(any / 2DQUOTE) DQUOTE
    private static ImmutableArray<string>? Record(TextReader text, ref int line)
    {
        if (text.Peek() < 0)
        {
            return null;
        }

        var values = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            values.Add(text.Peek() == '"' ? Quoted(text, ref line) : Plain(text));
            switch (text.Read())
            {
                case ',':
                    break;
                case '\r' when text.Peek() == '\n':
                    _ = text.Read();
                    line++;
                    return values.ToImmutable();
                case '\n' or '\r':
                    line++;
                    return values.ToImmutable();
                case < 0:
                    return values.ToImmutable();
                case var other:
                    throw new InvalidDataException(
                        $"line {line}: '{(char)other}' after a closing quote; a quote within quotes is written twice"
                    );
            }
        }
    }

    private static string Plain(TextReader text)
    {
        var value = new StringBuilder();
        while (text.Peek() is var next and >= 0 && (char)next is not (',' or '\r' or '\n'))
        {
            value.Append((char)text.Read());
        }

        return value.ToString();
    }

    private static string Quoted(TextReader text, ref int line)
    {
        var value = new StringBuilder();
        var begin = line;
        _ = text.Read();
        while (true)
        {
            var next = text.Read();
            switch (next)
            {
                case < 0:
                    throw new InvalidDataException($"line {begin}: a quote is never closed");
                case '"' when text.Peek() != '"':
                    return value.ToString();
                case '"':
                    _ = text.Read();
                    break;
                case '\n':
                    line++;
                    break;
            }

            value.Append((char)next);
        }
    }
}
