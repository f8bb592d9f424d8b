using StreamBench.Conformance.Running;

namespace StreamBench.Conformance.Tests.Running;

public sealed class PulseTests
{
    private readonly LateTime time = new();

    [Fact]
    public async Task A_standstill_is_remembered_with_its_length_and_its_place()
    {
        await using var pulse = new Pulse(time);
        var before = time.GetUtcNow();
        await BeatAsync(20);
        var begin = time.GetUtcNow();

        await BeatAsync(500);
        var end = time.GetUtcNow();
        await BeatAsync(20);

        pulse.Longest(begin, end).ShouldBe(TimeSpan.FromMilliseconds(500));
        pulse.Longest(begin.AddMilliseconds(100), begin.AddMilliseconds(101)).ShouldBe(end - begin);
        pulse.Longest(before, begin).ShouldBe(TimeSpan.Zero);
        pulse.Longest(end, end.AddHours(1)).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_beat_that_is_a_little_late_is_none()
    {
        await using var pulse = new Pulse(time);
        var begin = time.GetUtcNow();

        await BeatAsync(90);

        pulse.Longest(begin, time.GetUtcNow()).ShouldBe(TimeSpan.Zero);
    }

    // Until the next timer is made, so that the beat before has been looked at.
    private async Task BeatAsync(int milliseconds)
    {
        time.Fire(TimeSpan.FromMilliseconds(milliseconds));
        await time.WhenAskedAsync(TestContext.Current.CancellationToken);
    }
}
