using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace StreamBench.Load.Engine.Streams;

/// <summary>
/// Asks the processor for memory that the next event will need. Between two events of one stream those of thousands of others
/// pass, so that nothing of it is near any more; asked for while the event before is handled, it costs no waiting.
/// </summary>
internal static unsafe class CacheLines
{
    private const int Line = 64;

    /// <summary>The lines of <paramref name="value"/>, an element of an array.</summary>
    internal static void Expect<T>(ref readonly T value)
        where T : struct => Expect(Unsafe.AsPointer(ref Unsafe.AsRef(in value)), Unsafe.SizeOf<T>());

    /// <summary>The first <paramref name="bytes"/> of an object. It may move meanwhile: then the wrong lines come, and nothing else.</summary>
    internal static void Expect(object? value, int bytes)
    {
        if (value is not null)
        {
            Expect(*(void**)Unsafe.AsPointer(ref value), bytes);
        }
    }

    private static void Expect(void* start, int bytes)
    {
        if (!Sse.IsSupported)
        {
            return; // only time is lost
        }

        for (var at = 0; at < bytes; at += Line)
        {
            Sse.Prefetch0((byte*)start + at);
        }
    }
}
