namespace StreamBench.Load.Tests.Engine.Scanning;

/// <summary>Ways to cut a run of bytes.</summary>
internal static class Slices
{
    internal static IEnumerable<byte[]> Single(byte[] bytes) => bytes.Select(b => new[] { b });

    internal static IEnumerable<byte[][]> EveryTwo(byte[] bytes) =>
        Enumerable.Range(0, bytes.Length + 1).Select(at => new[] { bytes[..at], bytes[at..] });

    internal static List<byte[]> Random(byte[] bytes, Random random, int longest)
    {
        var slices = new List<byte[]>();
        for (var at = 0; at < bytes.Length; )
        {
            var length = Math.Min(random.Next(longest + 1), bytes.Length - at);
            slices.Add(bytes[at..(at + length)]);
            at += length;
        }

        return slices;
    }
}
