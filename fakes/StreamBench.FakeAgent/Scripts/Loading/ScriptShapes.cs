using StreamBench.Yaml.Shapes;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>The mappings of the script language that are no steps.</summary>
internal static class ScriptShapes
{
    internal static readonly ObjectShape Pace = new(
        "pace",
        "{ first, every, jitter }",
        [
            new("first", ValueShape.Duration, "wait before the first event"),
            new("every", ValueShape.Duration, "wait before each later event"),
            new("jitter", ValueShape.Duration, "each wait is longer or shorter by up to this, by the seed"),
        ]
    );

    internal static readonly ObjectShape Fault = new(
        "fault",
        "{ code, message, retryable }",
        [
            new("code", ValueShape.Name, "stable word for machines", IsRequired: true),
            new("message", ValueShape.Text, "one sentence for people"),
            new("retryable", ValueShape.Flag, "true when trying again may help"),
        ]
    );

    internal static readonly ObjectShape Fill = new(
        "fill",
        "{ fill, length }",
        [
            new("fill", ValueShape.Text, "a text with {{places}}, invented again and again", IsRequired: true),
            new("length", ValueShape.Integer(1, 16 << 20), "until it has so many UTF-16 code units", IsRequired: true),
        ]
    );

    internal static readonly ObjectShape Answers = new(
        "answers",
        "{ approve, reject, edit, cancel, expire, none }",
        [
            new("approve", ScriptValues.Branch, "what follows approval; continue when left out"),
            new("reject", ScriptValues.Branch, "what follows refusal; end when left out"),
            new("edit", ScriptValues.Branch, "what follows approval with changed arguments; as approve when left out"),
            new("cancel", ScriptValues.Branch, "what follows when the request is withdrawn; end when left out"),
            new("expire", ScriptValues.Branch, "what follows when nobody answers; as reject when left out"),
            new("none", ValueShape.Duration, "how long to wait for an answer; for ever when left out"),
        ]
    );

    internal static readonly ObjectShape Turn = new(
        "turn",
        "a turn: { user, events, … }",
        [
            new("user", ValueShape.Text, "what the user says; no message when left out"),
            new("events", ScriptValues.Steps, "the steps of the turn", IsRequired: true),
            new("id", ValueShape.Name, "the turn's id; t1, t2 … when left out"),
            new("agent", ValueShape.Name, "who has the turn; the first of the agents when left out"),
            new("replaces", ValueShape.Name, "id of the turn that this one supersedes"),
            new("resumes", ValueShape.Name, "id of the turn whose items this one goes on with"),
            new KeyShape("pace", ValueShape.Of(Pace), "waits between the turn's events"),
        ]
    );

    internal static readonly ObjectShape Script = new(
        "script",
        "a script: { streambench: 1, turns: […] }",
        [
            new("streambench", ValueShape.Integer(1, 1), "version of the script language: 1", IsRequired: true),
            new("name", ValueShape.Text, "name for people; the file's name when left out"),
            new("seed", ValueShape.Integer(0, int.MaxValue), "seed of invented text and jitter; 1 when left out"),
            new("agents", ScriptValues.Names, "the agents that may speak"),
            new("let", ValueShape.Texts, "names for texts, used as {{name}}"),
            new("advance", ValueShape.OneOf("auto", "user"), "who opens the turns after the first; auto when left out"),
            new("overlap", ValueShape.Flag, "true when turns may be open at the same time"),
            new(
                "snapshot-every",
                ValueShape.Integer(1, Scripts.Script.MaxEvents),
                "a snapshot after every so many events"
            ),
            new(
                "checkpoint-every",
                ValueShape.Integer(1, Scripts.Script.MaxEvents),
                "a checkpoint after every so many events"
            ),
            new KeyShape(
                "pace",
                ValueShape.Of(Pace),
                "waits between the events of turns that have no pace of their own"
            ),
            new("turns", ScriptValues.Turns, "the turns, in order", IsRequired: true),
        ]
    );

    /// <summary>Those that the schema has to define, beside the steps.</summary>
    internal static readonly ObjectShape[] All = [Script, Turn, Pace, Fill, Fault, Answers];
}
