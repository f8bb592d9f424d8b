using System.Net.Sockets;
using StreamBench.Load.Engine.Polling;

namespace StreamBench.Load.Tests.Engine.Polling;

public sealed class SocketMeaningTests
{
    [Fact]
    public void A_write_into_a_connection_that_the_peer_has_ended_is_its_end_and_no_reset()
    {
        SocketErrors.Meaning(SocketError.Shutdown).ShouldBe(IoStatus.Ended);
        LinuxErrors.Meaning(LinuxNames.EPIPE).ShouldBe(IoStatus.Ended);
        SocketErrors.Meaning(SocketError.ConnectionReset).ShouldBe(IoStatus.Reset);
        LinuxErrors.Meaning(LinuxNames.ECONNRESET).ShouldBe(IoStatus.Reset);
    }
}
