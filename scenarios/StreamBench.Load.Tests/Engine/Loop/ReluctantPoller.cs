using StreamBench.Load.Engine.Polling;

namespace StreamBench.Load.Tests.Engine.Loop;

/// <summary>Takes a few bytes of every second send, and nothing of the others: a peer that is slow to read.</summary>
internal sealed class ReluctantPoller(IPoller inner) : PassingPoller(inner)
{
    private const int Sip = 5000;
    private bool isWilling;

    public override IoResult Send(int handle, ReadOnlySpan<byte> bytes)
    {
        isWilling = !isWilling;
        return isWilling ? base.Send(handle, bytes[..Math.Min(bytes.Length, Sip)]) : IoResult.Of(IoStatus.WouldBlock);
    }
}
