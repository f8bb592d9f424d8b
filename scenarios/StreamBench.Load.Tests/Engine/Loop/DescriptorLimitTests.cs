using StreamBench.Load.Engine.Polling;

namespace StreamBench.Load.Tests.Engine.Loop;

public sealed class DescriptorLimitTests
{
    [Fact]
    public void There_is_room_for_a_few_streams() => DescriptorLimit.RoomFor(100).ShouldBe(100);

    [Fact]
    public void Room_is_never_promised_past_the_limit()
    {
        var room = DescriptorLimit.RoomFor(int.MaxValue / 2);

        room.ShouldBeInRange(100, DescriptorLimit.Raise(1));
    }
}
