using System.Collections.Immutable;
using System.Text;
using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Tests.Links;
using StreamBench.FaultProxy.Toxics;
using StreamBench.Testing;

namespace StreamBench.FaultProxy.Tests.Toxics;

/// <summary>
/// A chain without sockets under a clock that the test moves: what goes in at which millisecond, what comes out at which. Everything
/// runs on the test's thread, so times are exact.
/// </summary>
internal sealed class ToxicBench : IDisposable
{
    private readonly Pump pump = new();
    private readonly SynchronizationContext? before = SynchronizationContext.Current;
    private readonly ManualTime time = new();
    private readonly long startedAt;
    private readonly StringBuilder story = new();
    private Task<bool> writing = Task.FromResult(true);

    public ToxicBench(params ToxicConfig[] toxics)
        : this(seed: 1, toxics) { }

    public ToxicBench(long seed, params ToxicConfig[] toxics)
    {
        SynchronizationContext.SetSynchronizationContext(pump);
        startedAt = time.GetTimestamp();
        Faults = new FaultLog();
        var context = new LinkContext
        {
            Proxy = "bench",
            Connection = 1,
            Direction = Direction.Downstream,
            Time = time,
            Seed = seed,
            Faults = Faults,
        };
        Chain = new Chain(context, () => _ = WriteAsync());
        Chain.Build(rules: null, toxics.Select(ToxicSlot.From));
        pump.RunUntilIdle();
    }

    public Chain Chain { get; }

    public FaultLog Faults { get; }

    /// <summary>Whether the source is held back: the last chunk sent has found no room yet.</summary>
    public bool IsHeldBack => !writing.IsCompleted;

    /// <summary>What came out: <c>10:abc</c> for data, <c>30:end finished</c> for the end, at milliseconds from the start.</summary>
    public string Story => story.ToString().TrimEnd();

    public static ToxicConfig Toxic(string type, params (string Name, decimal Value)[] attributes) =>
        new() { Type = type, Attributes = Of(attributes) };

    public static ImmutableDictionary<string, decimal> Of(params (string Name, decimal Value)[] attributes) =>
        attributes.ToImmutableDictionary(attribute => attribute.Name, attribute => attribute.Value);

    public ToxicBench Send(string text) => Send(Encoding.ASCII.GetBytes(text));

    public ToxicBench Send(byte[] bytes)
    {
        IsHeldBack.ShouldBeFalse("the chunk before found no room");
        writing = Chain.WriteAsync(new Chunk(bytes, time.GetTimestamp())).AsTask();
        pump.RunUntilIdle();
        return this;
    }

    public ToxicBench Finish(LinkEnd end = LinkEnd.Finished)
    {
        // With nothing in the way the link ends by itself.
        if (!Chain.TryComplete(end))
            Tell(end);
        pump.RunUntilIdle();
        return this;
    }

    /// <summary>Lets time pass, timer by timer.</summary>
    public ToxicBench Wait(double milliseconds)
    {
        var until = time.GetTimestamp() + TimeSpan.FromMilliseconds(milliseconds).Ticks;
        while (time.NextTimer is { } next && time.GetTimestamp() + next.Ticks <= until)
        {
            time.Advance(next);
            pump.RunUntilIdle();
        }
        time.Advance(TimeSpan.FromTicks(until - time.GetTimestamp()));
        return this;
    }

    public ToxicBench Add(ToxicConfig toxic) => Do(() => Chain.AddAsync(ToxicSlot.From(toxic)));

    public ToxicBench Update(ToxicConfig toxic) => Do(() => Chain.UpdateAsync(ToxicSlot.From(toxic)));

    public ToxicBench Remove(string name) => Do(() => Chain.RemoveAsync(name));

    public void Dispose()
    {
        _ = Chain.AbortAsync();
        pump.RunUntilIdle();
        SynchronizationContext.SetSynchronizationContext(before);
    }

    /// <summary>A change is done as soon as nothing is left to run: it never waits for time or for a peer.</summary>
    private ToxicBench Do(Func<Task> change)
    {
        var changing = change();
        pump.RunUntilIdle();
        changing.IsCompletedSuccessfully.ShouldBeTrue();
        return this;
    }

    private async Task WriteAsync()
    {
        while (await Chain.Outbox!.NextAsync() is { } chunk)
            story.Append($"{Now}:{Show(chunk)} ");
        if (Chain.Outbox.Queue.End is { } end)
            Tell(end);
    }

    private void Tell(LinkEnd end) => story.Append($"{Now}:end {end.ToString().ToLowerInvariant()} ");

    private double Now => TimeSpan.FromTicks(time.GetTimestamp() - startedAt).TotalMilliseconds;

    private static string Show(Chunk chunk) =>
        chunk.Length <= 12 ? Encoding.ASCII.GetString(chunk.Bytes.Span) : $"{chunk.Length}B";
}
