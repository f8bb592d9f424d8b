using System.Text;
using System.Threading.Channels;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Tests.Engine.Loop;

/// <summary>Writes down what a loop told about its streams.</summary>
internal sealed class Witness : IStreamVisitor
{
    private readonly Channel<StreamEnding> endings = Channel.CreateUnbounded<StreamEnding>();
    private readonly Channel<Arrival> dropped = Channel.CreateUnbounded<Arrival>();
    private readonly Channel<string> events = Channel.CreateUnbounded<string>();

    internal List<string> Events { get; } = [];

    internal List<long> EventTimes { get; } = [];

    internal List<string> Ids { get; } = [];

    internal List<ReadStamp> Reads { get; } = [];

    internal List<ResponseHead> Heads { get; } = [];

    /// <summary>Those that called.</summary>
    internal HashSet<int> Threads { get; } = [];

    /// <summary>How fast streams read at most; 0 for as fast as they can.</summary>
    internal int BytesPerSecond { get; init; }

    internal long StartedAt { get; private set; }

    internal long ConnectedAt { get; private set; }

    internal long HeadersAt { get; private set; }

    /// <summary>What the visitor wants after an event.</summary>
    internal Func<string, NextStep> Then { get; init; } = _ => NextStep.Continue;

    /// <summary>What the visitor wants after an end.</summary>
    internal Func<StreamEnding, AfterEnd> After { get; init; } = _ => AfterEnd.Free;

    internal async Task<StreamEnding> EndingAsync() => await endings.Reader.ReadAsync().AsTask().WaitAsync(Watchdog);

    internal async Task<string> EventAsync() => await events.Reader.ReadAsync().AsTask().WaitAsync(Watchdog);

    internal async Task<Arrival> DroppedAsync() => await dropped.Reader.ReadAsync().AsTask().WaitAsync(Watchdog);

    /// <summary>True when an arrival was dropped that <see cref="DroppedAsync"/> has not yet given.</summary>
    internal bool HasDropped => dropped.Reader.Count > 0;

    private static TimeSpan Watchdog => TimeSpan.FromSeconds(30);

    public StreamStart OnStart(int stream, in Arrival arrival, long at)
    {
        StartedAt = at;
        Threads.Add(Environment.CurrentManagedThreadId);
        return new StreamStart(arrival.Scenario, BytesPerSecond: BytesPerSecond);
    }

    public void OnDropped(in Arrival arrival, long at) => dropped.Writer.TryWrite(arrival);

    public void OnConnected(int stream, long at) => ConnectedAt = at;

    public void OnHeaders(int stream, in ResponseHead head, long at)
    {
        Heads.Add(head);
        HeadersAt = at;
    }

    public void Expect(int stream)
    {
        // Says nothing of the stream.
    }

    public void Prepare(int stream)
    {
        // Nor does this.
    }

    public NextStep OnEvent(int stream, scoped StreamFrame frame, in ReadStamp read)
    {
        var data = Encoding.UTF8.GetString(frame.Data);
        Events.Add(data);
        Ids.Add(Encoding.UTF8.GetString(frame.Id));
        EventTimes.Add(read.At);
        Threads.Add(Environment.CurrentManagedThreadId);
        events.Writer.TryWrite(data);
        return Then(data);
    }

    public void OnRead(int stream, int events, in ReadStamp read) => Reads.Add(read);

    public ReadOnlyMemory<byte> TakeSaying(int stream) => default;

    public AfterEnd OnEnd(int stream, in StreamEnding ending, long at)
    {
        Threads.Add(Environment.CurrentManagedThreadId);
        endings.Writer.TryWrite(ending);
        return After(ending);
    }

    public void OnGivenUp(int stream, in StreamEnding ending, long at) => endings.Writer.TryWrite(ending);

    public void OnTick(long at)
    {
        // Nothing is handed over here.
    }
}
