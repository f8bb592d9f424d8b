namespace StreamBench.FaultProxy.Links;

/// <summary>
/// One place in a chain: it runs a pipe between two queues. The pipe can be exchanged while chunks flow. All its waits (for input,
/// for room, for time, for an interruption) are waits for one signal.
/// </summary>
internal sealed class Stage : IDisposable
{
    private readonly Lock gate;
    private readonly Signal signal = new();
    private readonly ITimer timer;
    private Task running = Task.CompletedTask;
    private bool interrupted;
    private bool aborted;
    private bool ended;

    /// <summary>Makes a stage; <see cref="ConnectTo"/> and <see cref="Start"/> bring it to life.</summary>
    /// <param name="gate">The gate of the chain, which guards both queues.</param>
    /// <param name="link">What the pipe may know about its link.</param>
    /// <param name="random">The source of chance of this stage.</param>
    /// <param name="capacity">Chunks the input holds before the writer before it waits.</param>
    public Stage(Lock gate, LinkContext link, Random random, int capacity)
    {
        this.gate = gate;
        Link = link;
        Random = random;
        Input = new ChunkQueue(capacity, signal);
        timer = link.Time.CreateTimer(
            static signal => ((Signal)signal!).Set(),
            signal,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    public LinkContext Link { get; }

    public Random Random { get; }

    public ChunkQueue Input { get; }

    public ChunkQueue? Output { get; private set; }

    /// <summary>Bytes this stage has read since it was put into the chain.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Bytes this stage has written since it was put into the chain.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Whether the pipe has to return: its place is wanted, or the link is over.</summary>
    public bool IsInterrupted => Volatile.Read(ref interrupted) || Volatile.Read(ref aborted);

    /// <summary>The next chunk; null when the input ended or the stage was interrupted, or when <paramref name="patience"/> ran out.</summary>
    public async ValueTask<Chunk?> ReadAsync(TimeSpan? patience = null)
    {
        var startedAt = Link.Time.GetTimestamp();
        while (true)
        {
            lock (gate)
            {
                if (IsInterrupted)
                    return null;
                if (Input.Take() is { } chunk)
                {
                    BytesRead += chunk.Length;
                    return chunk;
                }
                if (Input.End is not null)
                    return null;
            }
            if (patience is { } limit && !Arm(startedAt, limit))
                return null;
            await signal.WaitAsync();
        }
    }

    /// <summary>How the input ended, once all of it was read.</summary>
    public LinkEnd? InputEnd
    {
        get
        {
            lock (gate)
                return Input.IsEmpty ? Input.End : null;
        }
    }

    /// <summary>Passes a chunk on and waits for room; an interrupted stage passes it on at once.</summary>
    public async ValueTask WriteAsync(Chunk chunk)
    {
        while (true)
        {
            lock (gate)
            {
                if (aborted || ended)
                    return;
                if (Output!.HasRoom || interrupted)
                {
                    Output.Add(chunk);
                    BytesWritten += chunk.Length;
                    return;
                }
            }
            await signal.WaitAsync();
        }
    }

    /// <summary>Gives a chunk back: whichever pipe comes next in this place reads it first.</summary>
    public void PutBack(Chunk chunk)
    {
        lock (gate)
        {
            BytesRead -= chunk.Length;
            Input.PutBack(chunk);
        }
    }

    /// <summary>Waits; comes back early, with false, when interrupted.</summary>
    public ValueTask<bool> DelayAsync(TimeSpan delay) => DelayAsync(Link.Time.GetTimestamp(), delay);

    /// <summary>Waits until <paramref name="delay"/> after a timestamp; comes back early, with false, when interrupted.</summary>
    public async ValueTask<bool> DelayAsync(long from, TimeSpan delay)
    {
        while (!IsInterrupted)
        {
            if (!Arm(from, delay))
                return true;
            await signal.WaitAsync();
        }
        return false;
    }

    /// <summary>Waits until the stage is interrupted or its link is over.</summary>
    public async ValueTask HoldAsync()
    {
        while (!IsInterrupted)
            await signal.WaitAsync();
    }

    /// <summary>Ends the link here: what was written before still goes out, nothing is read or written any more.</summary>
    /// <param name="end">How both peers see it.</param>
    /// <param name="cause">What did it, for the log; null when the end is only passed on.</param>
    public void End(LinkEnd end, string? cause = null)
    {
        lock (gate)
        {
            if (aborted || ended)
                return;
            ended = true;
            Output!.Complete(end);
        }
        if (cause is not null)
            Link.Log(cause, BytesRead, end);
    }

    /// <summary>Takes everything this stage reads from now on to another queue. The caller holds the gate.</summary>
    public void ConnectTo(ChunkQueue output)
    {
        Output = output;
        output.Producer = signal;
        signal.Set();
    }

    public void Start(IPipe pipe)
    {
        Volatile.Write(ref interrupted, false);
        running = RunAsync(pipe);
    }

    /// <summary>Makes the pipe let go of what it holds and return.</summary>
    public Task InterruptAsync()
    {
        Volatile.Write(ref interrupted, true);
        signal.Set();
        return running;
    }

    /// <summary>Makes the pipe return for good; chunks it holds are dropped.</summary>
    public Task AbortAsync()
    {
        Volatile.Write(ref aborted, true);
        signal.Set();
        return running;
    }

    public void Dispose() => timer.Dispose();

    private async Task RunAsync(IPipe pipe)
    {
        await Task.CompletedTask.ConfigureAwait(
            ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext
        );
        try
        {
            await pipe.PipeAsync(this);
        }
        catch (Exception failure)
        {
            // A fault of ours must not keep a client waiting for ever, nor end the other connections.
            Link.Log("stage_failed", BytesRead, detail: failure.Message);
            End(LinkEnd.Reset);
        }
        if (InputEnd is { } end && !IsInterrupted)
            End(end);
    }

    /// <summary>Sets the timer for the rest of a wait; false when nothing is left of it.</summary>
    private bool Arm(long from, TimeSpan delay)
    {
        var rest = delay - Link.Time.GetElapsedTime(from);
        if (rest <= TimeSpan.Zero)
            return false;
        timer.Change(rest, Timeout.InfiniteTimeSpan);
        return true;
    }
}
