using System.Text;
using StreamBench.Protocol.Events;

namespace StreamBench.Dialects.Atmosphere.Hearing;

/// <summary>What a client knows of one session: a turn, its one text, its open calls and steps.</summary>
internal sealed class SessionHeard(string id, string? run, SessionHeard? resumed)
{
    private readonly byte[] bytes = Encoding.UTF8.GetBytes(id);
    private readonly byte[]? runBytes = run is null ? null : Encoding.UTF8.GetBytes(run);
    private readonly List<(string Item, string? Type)> elements = [];
    private readonly List<Step> steps = [];
    private readonly HashSet<string> data = new(StringComparer.Ordinal);
    private int items;

    /// <summary>The session's id, which is also the turn's.</summary>
    internal string Id => id;

    /// <summary>The run that it said it belongs to, or null.</summary>
    internal string? Run => run;

    internal SessionHeard? Resumed => resumed;

    internal string Text { get; } = $"{id}/text";

    /// <summary>How long its text is, in UTF-16 code units.</summary>
    internal int TextLength { get; set; }

    internal bool HasText => TextLength > 0;

    /// <summary>True once its text was replaced: what a run keeps of it is the text before that.</summary>
    internal bool IsRepaired { get; set; }

    /// <summary>True once it has said a word of its own.</summary>
    internal bool HasSpoken { get; set; }

    /// <summary>The reasoning item that goes on, or null.</summary>
    internal string? Reasoning { get; set; }

    /// <summary>The last item in render order.</summary>
    internal string Last { get; set; } = $"{id}/text";

    internal long LastSeq { get; set; }

    internal bool IsClosed { get; set; }

    /// <summary>Calls without a result, oldest first; a turn goes on with those of the one that it resumes.</summary>
    internal List<HeardCall> Calls { get; } = resumed?.Calls ?? [];

    internal bool IsNamed(ReadOnlySpan<byte> name) => name.SequenceEqual(bytes);

    internal bool IsOfRun(ReadOnlySpan<byte> name) => runBytes is not null && name.SequenceEqual(runBytes);

    internal string NewItem() => $"{id}/{++items}";

    /// <summary>The item of a metadata key, and whether it is new.</summary>
    internal (string Item, bool IsNew) DataItem(string key) => ($"{id}/data/{key}", data.Add(key));

    internal void AddElement(string item, string? type) => elements.Add((item, type));

    internal string? NewestElement() => elements.Count == 0 ? null : elements[^1].Item;

    internal string? NewestElement(string? type) => elements.FindLast(element => element.Type == type).Item;

    internal void AddStep(string item, string? agent) => steps.Add(new Step(item) { Agent = agent });

    /// <summary>
    /// The step that goes on with this status: the oldest of that agent, or else of nobody, that has not begun, or that has not ended;
    /// null when there is none.
    /// </summary>
    internal string? GoOn(string status, string? agent)
    {
        bool IsOpen(Step one) =>
            status is ItemStatus.Running or ItemStatus.Pending
                ? one.Status == ItemStatus.Pending
                : !ItemStatus.IsTerminal(one.Status);

        var step =
            steps.Find(one => one.Agent == agent && IsOpen(one))
            ?? steps.Find(one => (agent is null || one.Agent is null) && IsOpen(one));
        if (step is not null)
        {
            (step.Status, step.Agent) = (status, step.Agent ?? agent);
        }

        return step?.Item;
    }

    private sealed class Step(string item)
    {
        internal string Item => item;

        internal string? Agent { get; set; }

        internal string Status { get; set; } = ItemStatus.Pending;
    }
}
