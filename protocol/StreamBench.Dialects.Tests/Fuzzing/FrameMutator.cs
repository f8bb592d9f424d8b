using System.Text;

namespace StreamBench.Dialects.Tests.Fuzzing;

/// <summary>Breaks real frames in the ways that wires and strangers break them. A function of its seed.</summary>
internal sealed class FrameMutator(IReadOnlyList<byte[]> frames, int seed)
{
    private static readonly string[] Numbers =
    [
        "0",
        "-1",
        "1e400",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "0.5",
        "null",
        "{}",
        "\"7\"",
        "\"\\ud83d\"",
    ];

    private readonly Random random = new(seed);

    internal byte[] Next()
    {
        var frame = Any();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            frame = Mutate(frame);
        }

        return frame;
    }

    private byte[] Mutate(byte[] frame) =>
        random.Next(8) switch
        {
            _ when frame.Length == 0 => Any(),
            0 => Flip(frame),
            1 => frame[..random.Next(frame.Length)],
            2 => [.. frame, .. frame],
            3 => [.. frame[..random.Next(frame.Length)], .. Tail(Any())],
            4 => Nest(frame),
            5 => ReplaceNumber(frame),
            6 => [.. frame[..random.Next(frame.Length)], (byte)random.Next(256), .. Tail(frame)],
            _ => frame, // a whole frame, where it does not belong
        };

    private byte[] Any() => frames[random.Next(frames.Count)];

    private byte[] Tail(byte[] frame) => frame[random.Next(frame.Length)..];

    private byte[] Flip(byte[] frame)
    {
        var flipped = (byte[])frame.Clone();
        flipped[random.Next(frame.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    // One value of the frame becomes a nest of arrays, up to far deeper than any reader follows.
    private byte[] Nest(byte[] frame)
    {
        var depth = random.Next(1, 200);
        return At(frame, (byte)':', new string('[', depth) + new string(']', depth));
    }

    private byte[] ReplaceNumber(byte[] frame) => At(frame, (byte)':', Numbers[random.Next(Numbers.Length)]);

    private byte[] At(byte[] frame, byte mark, string value)
    {
        var places = frame.Index().Where(one => one.Item == mark).Select(one => one.Index).ToArray();
        if (places.Length == 0)
        {
            return Flip(frame);
        }

        var from = places[random.Next(places.Length)] + 1;
        var length = frame.AsSpan(from).IndexOfAny((byte)',', (byte)'}');
        var to = length < 0 ? frame.Length : from + length;
        return [.. frame[..from], .. Encoding.UTF8.GetBytes(value), .. frame[to..]];
    }
}
