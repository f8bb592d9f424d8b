using System.Numerics;

namespace StreamBench.Load.Engine.Streams;

/// <summary>
/// Arrays for what is left over between two reads: powers of two from <see cref="Smallest"/>, given back and lent again.
/// One thread's own, so that nothing is locked and nothing is allocated in a steady state.
/// </summary>
internal sealed class BufferPool
{
    internal const int Smallest = 256;

    /// <summary>Bytes of idle arrays that a class keeps; what comes back beyond is left to the garbage collector.</summary>
    private const int KeptPerClass = 4 * 1024 * 1024;

    private static readonly int SmallestClass = BitOperations.Log2(Smallest);

    private readonly Stack<byte[]>[] idle =
    [
        .. Enumerable.Range(SmallestClass, 31 - SmallestClass).Select(_ => new Stack<byte[]>()),
    ];

    internal byte[] Rent(int atLeast)
    {
        var size = BitOperations.RoundUpToPowerOf2((uint)Math.Max(atLeast, Smallest));
        return Class((int)size).TryPop(out var array) ? array : GC.AllocateUninitializedArray<byte>((int)size);
    }

    internal void Return(byte[] array)
    {
        var like = Class(array.Length);
        if ((long)like.Count * array.Length < KeptPerClass)
        {
            like.Push(array);
        }
    }

    private Stack<byte[]> Class(int size) => idle[BitOperations.Log2((uint)size) - SmallestClass];
}
