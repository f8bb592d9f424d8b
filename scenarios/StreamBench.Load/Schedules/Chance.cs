namespace StreamBench.Load.Schedules;

/// <summary>Chance that repeats: the same seed, stream and index give the same numbers on every machine and in every segment.</summary>
internal static class Chance
{
    /// <summary>A generator of its own for each (seed, stream, index).</summary>
    internal static Random Of(int seed, int stream, long index) => new((int)Mix(seed, stream, index));

    /// <summary>A number from 0 to 1, 1 left out, that belongs to (seed, stream, index) alone.</summary>
    internal static double Share(int seed, int stream, long index) =>
        (Mix(seed, stream, index) >> 11) * (1.0 / (1L << 53));

    // The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014), once a word.
    private static ulong Mix(int seed, int stream, long index) =>
        Mix(Mix(Mix((ulong)(uint)seed) ^ (ulong)(uint)stream) ^ (ulong)index);

    private static ulong Mix(ulong value)
    {
        value += 0x9e3779b97f4a7c15;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
