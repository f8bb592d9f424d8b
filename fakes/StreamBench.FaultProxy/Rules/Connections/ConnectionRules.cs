using StreamBench.FaultProxy.Framing;
using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>One set of rules as one connection meets it.</summary>
internal sealed class ConnectionRules(
    RuleSession session,
    TrackedConnection connection,
    ConnectionInfo info,
    Action ended,
    Action retire
) : IConnectionRules, IOpenings, IFaultReports
{
    private long streamNumber;

    public RuleSession Session => session;

    public TrackedConnection Connection => connection;

    public ValueTask<LinkEnd?> AdmitAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Admit());

    public IPipe? PipeFor(Direction direction)
    {
        if (!session.Rules.Rules.IsEmpty)
            return new RulePipe(this, direction, session.HasRulesFor(direction));
        connection.LoseTrack();
        return null;
    }

    public void Ended() => ended();

    /// <summary>Leaves the connection alone if nothing can happen to it any more. Asked after each read, so the usual answer is quick.</summary>
    public void RetireIfOver()
    {
        if (connection.IsIdle && session.IsOver)
            retire();
    }

    public FaultChain? Open(Opening opening, Plan plan, EventFramer? framer, long eventsBefore)
    {
        var numbers = session.Count(opening);
        if (opening.Direction == Direction.Downstream && numbers.AsStream > 0)
            connection.Stream = streamNumber = numbers.AsStream;
        var body = new BodyContext
        {
            Plan = plan,
            Format = opening.Format,
            IsChunked = opening.Coding == BodyCoding.Chunked,
            Http2Stream = opening.Http2Stream,
            OnPath = opening.Format is null ? null : session.EventsOn(opening),
            Direction = opening.Direction,
            Number = numbers.AsStream,
            Reports = this,
        };
        var faults = new List<Fault>();
        for (var i = 0; i < session.Rules.Rules.Length; i++)
        {
            var rule = session.Rules.Rules[i];
            if (rule.At.Direction == opening.Direction && NumberOf(rule, opening, numbers) is { } number)
                Add(
                    rule,
                    new FaultContext(body, RandomFor(i, number), session.NameOf(i), session.StrikeOf(i)),
                    opening,
                    faults
                );
        }
        return faults.Count == 0 ? null : new FaultChain(body, faults, framer, eventsBefore);
    }

    public EventSink Watch(Opening opening) =>
        opening.Format is not null && session.EventsOn(opening) is { } events
            ? new CountingSink(events)
            : NoSink.Instance;

    public void Requested(HttpHead request, Plan plan)
    {
        for (var i = 0; i < session.Rules.Rules.Length; i++)
        {
            if (session.Rules.Rules[i] is not CutRule { At.After: Moment.Request } rule)
                continue;
            // What a client posts on the side opens no stream: it is cut only where the rule names its path.
            if ((rule.At.Path is null && request.Method != "GET") || !session.ActsOnRequest(i, request.Path))
                continue;
            Write(rule.Do, session.NameOf(i), $"{rule.How} after the request {request.Method} {request.Path}");
            Refuse(rule.RefuseReconnects);
            plan.Add(CutFault.StepFor(rule.How));
            return;
        }
    }

    public void GaveUp(Opening opening, string why) =>
        info.Faults.Write(Record("gave_up", why) with { Direction = opening.Direction });

    public void Acted(FaultRule rule, string ruleName, BodyContext body, in FramedEvent frame, string? detail) =>
        info.Faults.Write(Record(rule.Do, ruleName, body, frame, detail));

    public void SteppedAside(FaultRule rule, string ruleName, BodyContext body, in FramedEvent frame, string why) =>
        info.Faults.Write(Record("stepped_aside", ruleName, body, frame, $"{rule.Do}: {why}"));

    public void Refuse(int connections) => session.Refuse(connections);

    /// <summary>
    /// The number of a body as a rule counts it; null when the rule does not concern it. Messages to the server belong to the stream they
    /// flow beside.
    /// </summary>
    private long? NumberOf(FaultRule rule, Opening opening, Numbers numbers)
    {
        if (rule is RefuseRule || rule.At.After is Moment.Accept or Moment.Request)
            return null;
        if (opening.Direction == Direction.Downstream || rule.At.Path is not null)
            return numbers.For(rule.At);
        var number = opening.IsStream ? Math.Max(streamNumber, 1) : 0;
        return rule.At.Numbers == NumberRange.All || rule.At.Numbers.Contains(number) ? number : null;
    }

    private LinkEnd? Admit()
    {
        if (session.TakeRefusal())
        {
            Write("refuse", rule: null, "rst, as a cut asked");
            return LinkEnd.Reset;
        }
        for (var i = 0; i < session.Rules.Rules.Length; i++)
        {
            var rule = session.Rules.Rules[i];
            if (rule is not RefuseRule && rule.At.After is not Moment.Accept)
                continue;
            var random = RandomFor(i, info.Number);
            if (!session.RefusesNow(i, place => place.Chance >= 1 || random.NextDouble() < place.Chance))
                continue;
            var how = rule is CutRule cut ? cut.How : ((RefuseRule)rule).How;
            Write(rule.Do, session.NameOf(i), how.ToString());
            Refuse(rule is CutRule { RefuseReconnects: var refused } ? refused : 0);
            return how.Kind == CutKind.Rst || how.Code == CutHow.Abnormal ? LinkEnd.Reset : LinkEnd.Closed;
        }
        return null;
    }

    private static void Add(FaultRule rule, FaultContext context, Opening opening, List<Fault> faults)
    {
        if (rule.At.NeedsEvents && opening.Format is null)
            return;
        var why =
            rule.ChangesLength && opening is { Coding: BodyCoding.Length, CanAnnounceAnew: false }
                ? "the response has announced its length"
            : rule.ChangesEvents && opening.Format is { IsChangeable: false }
                ? "the messages are compressed, each with the help of those before it"
            : null;
        if (why is not null && opening.Format is not null)
        {
            context.Body.Reports.SteppedAside(rule, context.RuleName, context.Body, default, why);
            return;
        }
        if (rule.At.Before == PlaceMatcher.End)
            faults.Add(new LastEventFault(rule, context));
        faults.Add(rule.CreateFault(context));
    }

    private Random RandomFor(int rule, long number) =>
        Seeds.RandomFor(session.Seed, info.Proxy, number, Direction.Downstream, $"rule {rule + 1}");

    private void Write(string what, string? rule, string detail) =>
        info.Faults.Write(Record(what, detail) with { Rule = rule });

    private FaultRecord Record(string what, string? detail) =>
        new()
        {
            Time = info.Time.GetUtcNow(),
            Proxy = info.Proxy,
            Connection = info.Number,
            What = what,
            Detail = detail,
        };

    private FaultRecord Record(string what, string rule, BodyContext body, in FramedEvent frame, string? detail) =>
        Record(what, detail) with
        {
            Rule = rule,
            Direction = body.Direction,
            Stream = body.Number == 0 ? null : body.Number,
            Offset = body.Offset,
            EventIndex = frame.IsEvent ? frame.Index : null,
            EventType = frame is { IsEvent: true, IsOversize: false } ? body.Format?.TypeOf(frame.Raw.Span) : null,
        };
}
