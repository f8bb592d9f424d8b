using System.Text;
using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Rules;
using StreamBench.FaultProxy.Rules.Connections;
using StreamBench.FaultProxy.Rules.Files;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>A connection without sockets: what the rules plan for the bytes it is given.</summary>
internal sealed class Rehearsal
{
    private readonly FaultLog log = new();
    private readonly RuleSession session;
    private readonly bool isLate;
    private long connections;
    private TrackedConnection connection = null!;
    private ConnectionRules rules = null!;
    private TimeSpan now;

    public Rehearsal(string rules, long seed = 1, bool isLate = false)
    {
        this.isLate = isLate;
        session = new RuleSession(RuleFile.Parse($"streambench-faults: 1\nrules:\n{rules}"), seed);
        Connect();
    }

    /// <summary>What the client received.</summary>
    public List<byte> Received { get; } = [];

    /// <summary>What was done besides writing, and how many bytes had been written before.</summary>
    public List<string> Actions { get; } = [];

    /// <summary>The sizes of the writes.</summary>
    public List<int> Writes { get; } = [];

    /// <summary>The log without its times.</summary>
    public string[] Log
    {
        get
        {
            var lines = new List<string>();
            while (log.Reader.TryRead(out var record))
                lines.Add((record with { Time = default }).ToString());
            return [.. lines];
        }
    }

    public bool IsCut => connection.PlanOf(Direction.Downstream).IsCut;

    /// <summary>Opens a connection, the first or another one.</summary>
    public void Connect()
    {
        var info = new ConnectionInfo("p", ++connections, null, 0, TimeProvider.System, 1, log);
        connection = new TrackedConnection(info);
        if (isLate)
            connection.LoseTrack();
        rules = new ConnectionRules(session, connection, info, () => { }, () => { });
        Received.Clear();
        Actions.Clear();
        Writes.Clear();
        Attach(Direction.Upstream);
        Attach(Direction.Downstream);
    }

    /// <summary>One whole response on a connection of its own.</summary>
    public byte[] Play(Wire wire, byte[] body, int slice = int.MaxValue)
    {
        Request(wire.Request);
        Respond([.. Encoding.UTF8.GetBytes(wire.Head), .. body], slice);
        End();
        return [.. Received];
    }

    /// <summary>What the client sends; gives what the server receives, and a cut if there is one.</summary>
    public string Request(string text)
    {
        connection.SideOf(Direction.Upstream).Accept(Encoding.UTF8.GetBytes(text), now);
        var plan = connection.PlanOf(Direction.Upstream);
        var received = plan.Steps.Select(step =>
            step.Kind == PlanStepKind.Write ? Encoding.UTF8.GetString(step.Bytes.Span) : step.Kind.ToString()
        );
        var shown = string.Concat(received);
        plan.Clear();
        return shown;
    }

    public void Respond(string text, int slice = int.MaxValue) => Respond(Encoding.UTF8.GetBytes(text), slice);

    public void Respond(byte[] bytes, int slice = int.MaxValue)
    {
        foreach (var part in bytes.Chunk(slice))
        {
            if (IsCut)
                return;
            connection.SideOf(Direction.Downstream).Accept(part, now);
            Collect();
        }
    }

    /// <summary>Lets time pass without bytes.</summary>
    public void Wait(TimeSpan time)
    {
        now += time;
        if (connection.SideOf(Direction.Downstream).Deadline <= now)
            connection.SideOf(Direction.Downstream).Tick(now);
        Collect();
    }

    public void End()
    {
        if (IsCut)
            return;
        connection.SideOf(Direction.Downstream).End(now);
        Collect();
    }

    /// <summary>Takes the rules away.</summary>
    public void Detach()
    {
        connection.SideOf(Direction.Downstream).Detach();
        Collect();
    }

    /// <summary>Puts the rules in place again.</summary>
    public void Attach() => Attach(Direction.Downstream);

    private void Attach(Direction direction)
    {
        connection.SideOf(direction).Attach(rules, now, session.HasRulesFor(direction));
        Collect();
    }

    private void Collect()
    {
        var plan = connection.PlanOf(Direction.Downstream);
        foreach (var step in plan.Steps)
        {
            if (step.Kind == PlanStepKind.Write)
            {
                Received.AddRange(step.Bytes.Span);
                Writes.Add(step.Bytes.Length);
            }
            else
            {
                Actions.Add(
                    step.Wait == default
                        ? $"{step.Kind}@{Received.Count}"
                        : $"{step.Kind} {step.Wait.TotalMilliseconds}@{Received.Count}"
                );
            }
        }
        if (!plan.IsCut)
            plan.Clear();
    }
}
