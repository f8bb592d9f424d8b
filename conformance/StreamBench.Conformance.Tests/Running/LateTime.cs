using System.Threading.Channels;

namespace StreamBench.Conformance.Tests.Running;

/// <summary>A clock whose one timer fires as late as a test wants.</summary>
internal sealed class LateTime : TimeProvider
{
    private readonly Channel<bool> asked = Channel.CreateUnbounded<bool>();
    private DateTimeOffset now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private Action? fire;

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isFirst = fire is null;
        fire = () => callback(state);
        if (!isFirst)
        {
            asked.Writer.TryWrite(true);
        }

        return new Forgotten();
    }

    internal void Fire(TimeSpan after)
    {
        now += after;
        fire!();
    }

    internal async Task WhenAskedAsync(CancellationToken cancellation) => await asked.Reader.ReadAsync(cancellation);

    private sealed class Forgotten : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
