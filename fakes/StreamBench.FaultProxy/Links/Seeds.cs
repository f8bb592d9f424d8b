using System.Text;

namespace StreamBench.FaultProxy.Links;

/// <summary>Makes chance repeat: the same seed, proxy, connection number, direction and stage give the same draws.</summary>
internal static class Seeds
{
    public static Random RandomFor(long seed, string proxy, long connection, Direction direction, string stage)
    {
        // FNV-1a, 64 bit: string.GetHashCode differs from process to process.
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes($"{seed}/{proxy}/{connection}/{direction}/{stage}"))
            hash = (hash ^ b) * 1099511628211UL;
        return new Random((int)(hash ^ (hash >> 32)));
    }
}
