using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace StreamBench.Load.Engine.Streams;

/// <summary>
/// Asks the processor for memory that is about to be used. Where thousands of streams are open each event finds its own cold; asked for
/// before a system call, it arrives meanwhile. Changes nothing but the time, and does nothing where the processor has no
/// such instruction.
/// </summary>
internal static unsafe class Ahead
{
    private const int Line = 64;

    /// <summary>Asks for a value in an array.</summary>
    internal static void Fetch<T>(ref T place)
        where T : struct => Fetch((byte*)Unsafe.AsPointer(ref place), Unsafe.SizeOf<T>());

    /// <summary>Asks for an object, or for nothing.</summary>
    /// <param name="thing">Only its address is looked at: to touch it would be to wait for it.</param>
    /// <param name="bytes">How much of it, from its beginning.</param>
    internal static void Fetch(object? thing, int bytes) => Fetch(*(byte**)Unsafe.AsPointer(ref thing), bytes);

    // The collector may move what lies there in between: then other memory comes, and no harm is done.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(byte* from, int bytes)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        for (var line = (byte*)((nuint)from / Line * Line); line < from + bytes; line += Line)
        {
            Sse.Prefetch0(line);
        }
    }
}
