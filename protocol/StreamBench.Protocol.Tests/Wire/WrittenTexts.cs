using System.Buffers;
using System.Text;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Protocol.Tests.Wire;

/// <summary>
/// Texts on the wire: as our own writer has them, as other writers might, and as wires break them. A function of its seed.
/// </summary>
internal sealed class WrittenTexts(int seed)
{
    private static readonly string[] Pieces =
    [
        "",
        "token",
        " the quick brown",
        "é",
        "你好",
        "👋",
        "\ud83d",
        "\ude00",
        "\"",
        "\\",
        "/",
        "\n\t\r\b\f",
        "\u0001",
        "\u007f",
        "<&'+>",
        "\",\"item\":\"",
        "}",
        "\u2028",
        "\ufffd",
        "\0",
    ];

    private static readonly string[] Names =
    [
        "t1",
        "i1",
        "i2",
        "coordinator",
        "",
        "é",
        "a b",
        "a\"b",
        "a\\b",
        new('n', 200),
    ];

    private static readonly string[] Numbers =
    [
        "0",
        "00",
        "01",
        "-1",
        "1",
        "17",
        "1.0",
        "1e2",
        "2147483647",
        "2147483648",
        "999999999999999999",
        "9223372036854775807",
        "9223372036854775808",
        "1e400",
        "null",
        "true",
        "\"7\"",
        "",
        "{}",
        "[1]",
    ];

    private static readonly string[] Strays =
    [
        "\"agent\":null",
        "\"epoch\":2",
        "\"synth\":true",
        "\"later\":{\"x\":[1e400]}",
        "\"text\":\"again\"",
        "\"cursor\":\"\"",
        "\"cursor\":\"1:é\"",
        "\"type\":\"text.append\"",
        "\"te\\u0078t\":\"x\"",
        "\"offset\":-1",
        "\"kind\":\"text\"",
        "\"item\":5",
        "",
    ];

    private readonly Random random = new(seed);

    /// <summary>An event such as a server may write.</summary>
    internal TextAppend Event() =>
        new()
        {
            Seq = random.NextInt64(1, random.Next(2) == 0 ? 100 : long.MaxValue),
            Turn = random.Next(4) == 0 ? null : Name(),
            Item = Name(),
            Agent = random.Next(3) == 0 ? Name() : null,
            Text = string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Pick(Pieces))),
            Offset = random.Next(3) == 0 ? random.Next(1000) : null,
            At = random.Next(3) == 0 ? random.NextInt64(-10, 2_000_000_000_000) : null,
        };

    /// <summary>One as our own writer has it, now and then with its cursor.</summary>
    internal byte[] Written()
    {
        var output = new ArrayBufferWriter<byte>();
        PayloadWriter.Write(output, Event(), random.Next(3) == 0 ? "1:17" : null);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>One as somebody else might write it: another order, other members, other numbers, other escapes, white space.</summary>
    internal byte[] Foreign()
    {
        var json = Encoding.UTF8.GetString(Written());
        for (var times = random.Next(4) == 0 ? 2 : 1; times > 0; times--)
        {
            json = random.Next(6) switch
            {
                0 => json.Insert(Place(json, ',') + 1, Pick(Strays) + ","),
                1 => json.Insert(json.Length - 1, "," + Pick(Strays)),
                2 => json.Insert(Place(json, ':'), " "),
                3 => Renumber(json),
                4 => json.Replace("o", "\\u006f", StringComparison.Ordinal)
                    .Replace("é", "\\u00E9", StringComparison.Ordinal),
                _ => Reorder(json),
            };
        }

        return Encoding.UTF8.GetBytes(json);
    }

    /// <summary>One that a wire broke: bits, bytes and ends.</summary>
    internal byte[] Broken()
    {
        var bytes = random.Next(4) > 0 ? Written() : Foreign();
        var at = random.Next(bytes.Length);
        switch (random.Next(5))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                return bytes[..at];
            case 2:
                return [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
            case 3:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 4))..]];
            default:
                var other = Written();
                return [.. bytes[..at], .. other[random.Next(other.Length)..]];
        }
    }

    private string Name() => random.Next(12) == 0 ? Pick(Names) : Names[random.Next(3)];

    private string Renumber(string json)
    {
        var from = Place(json, ':') + 1;
        var length = json.AsSpan(from).IndexOfAny(',', '}');
        return length < 0 ? json : string.Concat(json.AsSpan(0, from), Pick(Numbers), json.AsSpan(from + length));
    }

    // Cut at its commas and dealt anew: still JSON, unless a text holds a comma.
    private string Reorder(string json)
    {
        var members = json[1..^1].Split(',');
        random.Shuffle(members);
        return $"{{{string.Join(',', members)}}}";
    }

    private int Place(string json, char mark)
    {
        var places = json.Index().Where(one => one.Item == mark).Select(one => one.Index).ToArray();
        return places.Length == 0 ? 0 : places[random.Next(places.Length)];
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
