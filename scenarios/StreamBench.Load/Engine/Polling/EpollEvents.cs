using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace StreamBench.Load.Engine.Polling;

/// <summary>An array of struct epoll_event in native memory. It is packed to 12 bytes on x86-64, and 16 elsewhere.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class EpollEvents(int capacity) : IDisposable
{
    private static readonly bool IsPacked = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int Stride = IsPacked ? 12 : 16;
    private static readonly int DataAt = IsPacked ? 4 : 8;

    private readonly byte* memory = (byte*)NativeMemory.AllocZeroed((nuint)capacity, (nuint)Stride);

    internal byte* Memory => memory;

    /// <summary>The descriptor that an event is about.</summary>
    internal int Descriptor(int index) => *(int*)(memory + (index * Stride) + DataAt);

    /// <summary>What happened to it.</summary>
    internal uint Happened(int index) => *(uint*)(memory + (index * Stride));

    /// <summary>epoll_ctl; below 0 on failure.</summary>
    internal int Register(int epoll, int operation, int descriptor, uint interest)
    {
        var one = stackalloc byte[16];
        *(uint*)one = interest;
        *(long*)(one + DataAt) = descriptor;
        return Libc.EpollControl(epoll, operation, descriptor, one);
    }

    public void Dispose() => NativeMemory.Free(memory);
}
