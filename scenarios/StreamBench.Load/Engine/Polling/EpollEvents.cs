using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace StreamBench.Load.Engine.Polling;

/// <summary>An array of struct epoll_event in native memory. It is packed to 12 bytes on x86-64, and 16 elsewhere.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class EpollEvents(int capacity) : IDisposable
{
    private static readonly bool IsPacked = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int Stride = IsPacked ? 12 : 16;
    private static readonly int TokenAt = IsPacked ? 4 : 8;

    private readonly byte* memory = (byte*)NativeMemory.AllocZeroed((nuint)capacity, (nuint)Stride);

    internal byte* Memory => memory;

    internal long Token(int index) => *(long*)(memory + (index * Stride) + TokenAt);

    /// <summary>epoll_ctl; below 0 on failure.</summary>
    internal int Register(int epoll, int operation, int descriptor, uint interest, long token)
    {
        var one = stackalloc byte[16];
        *(uint*)one = interest;
        *(long*)(one + TokenAt) = token;
        return Libc.EpollControl(epoll, operation, descriptor, one);
    }

    public void Dispose() => NativeMemory.Free(memory);
}
