using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>
/// A subscriber's sense of time: heartbeats after silence, filters that hold by time, and the end of a client that does not
/// read. Costs one agenda item a subscriber, however many events flow.
/// </summary>
internal sealed class SubscriptionPulse : IAgendaItem, IDisposable
{
    private readonly Agenda agenda;
    private readonly Appointment appointment;
    private readonly SubscriptionLimits limits;
    private readonly HeartbeatStyle style;
    private readonly Signal signal;
    private readonly Action abort;
    private readonly Lock gate = new();
    private TimeSpan lastWrite;
    private TimeSpan? writingSince;
    private TimeSpan? wakeAt;
    private TaskCompletionSource? writeEnded;
    private bool heartbeatDue;
    private bool isDisposed;

    internal SubscriptionPulse(
        Agenda agenda,
        SubscriptionLimits limits,
        HeartbeatStyle style,
        Signal signal,
        Action abort
    )
    {
        (this.agenda, this.limits, this.style, this.signal, this.abort) = (agenda, limits, style, signal, abort);
        lastWrite = agenda.Now;
        appointment = new Appointment(this);
        agenda.Add(appointment, lastWrite + limits.Heartbeat);
    }

    /// <summary>A write begins; it lasts until <see cref="EndWrite"/>.</summary>
    internal void BeginWrite()
    {
        lock (gate)
        {
            writingSince = agenda.Now;
        }
    }

    internal void EndWrite()
    {
        lock (gate)
        {
            writingSince = null;
            lastWrite = agenda.Now;
            writeEnded?.SetResult();
            writeEnded = null;
        }
    }

    /// <summary>Completes when no write is under way: silence counts from then on.</summary>
    internal Task SilenceAsync()
    {
        lock (gate)
        {
            return writingSince is null
                ? Task.CompletedTask
                : (writeEnded ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>True once after each interval of silence.</summary>
    internal bool TakeHeartbeat()
    {
        lock (gate)
        {
            var due = heartbeatDue;
            heartbeatDue = false;
            return due;
        }
    }

    /// <summary>Wakes the loop after <paramref name="wait"/>, unless it is to be woken before that anyway.</summary>
    internal void WakeIn(TimeSpan? wait)
    {
        if (wait is not { } some)
        {
            return;
        }

        lock (gate)
        {
            var at = agenda.Now + some;
            if (wakeAt is null || at < wakeAt)
            {
                wakeAt = at;
                agenda.Add(new OneWake(this), at);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
        }

        appointment.Cancel();
    }

    TimeSpan? IAgendaItem.Run(TimeSpan now)
    {
        lock (gate)
        {
            if (isDisposed)
            {
                return null;
            }

            if (writingSince is { } since)
            {
                if (now - since >= limits.MaxStall)
                {
                    abort();
                    return null;
                }

                return Earlier(now + limits.Heartbeat, since + limits.MaxStall);
            }

            if (now - lastWrite < limits.Heartbeat)
            {
                return lastWrite + limits.Heartbeat;
            }

            heartbeatDue = style != HeartbeatStyle.None;
        }

        signal.Pulse();
        return now + limits.Heartbeat;
    }

    private static TimeSpan Earlier(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private sealed class OneWake(SubscriptionPulse pulse) : IAgendaItem
    {
        TimeSpan? IAgendaItem.Run(TimeSpan now)
        {
            lock (pulse.gate)
            {
                pulse.wakeAt = null;
            }

            pulse.signal.Pulse();
            return null;
        }
    }
}
