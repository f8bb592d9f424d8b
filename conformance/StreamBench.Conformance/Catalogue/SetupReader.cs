using StreamBench.Conformance.Judging;
using StreamBench.Yaml;

namespace StreamBench.Conformance.Catalogue;

/// <summary>Reads a set-up: a variant's on top of its case's, field by field; the checks of both are made.</summary>
internal static class SetupReader
{
    internal static Setup Read(YamlFields fields, Setup common, ProblemList problems) =>
        common with
        {
            Server = fields.Value("server") is { } server ? YamlJson.Of(server) : common.Server,
            Proxy = fields.Value("proxy") is { } proxy ? YamlJson.Of(proxy) : common.Proxy,
            Serve = fields.Value("serve") is { } serve ? ReadServing(serve, problems) : common.Serve,
            Conversation = fields.Section("conversation") is { } conversation
                ? ReadConversation(conversation, common.Conversation)
                : common.Conversation,
            Config = fields.Value("config") is { } config ? YamlJson.Object(config) : common.Config,
            Clients = fields.Value("clients") is null
                ? common.Clients
                : [.. fields.Sections("clients", "client").Select(ReadRole)],
            Steps = fields.Value("steps") is null
                ? common.Steps
                : [.. fields.Sections("steps", "step").Select(step => ReadStep(step, problems))],
            Stop = fields.Text("stop") ?? common.Stop,
            Turns = fields.Integer("turns") ?? common.Turns,
            Observe = fields.Value("observe") is null ? common.Observe : fields.Texts("observe"),
            AnswersItself = fields.Flag("answers-itself") ?? common.AnswersItself,
            Expect = fields.Value("expect") is { } expect ? ReadExpectation(expect, problems) : common.Expect,
            Checks = [.. common.Checks, .. fields.List("check").Select(check => ReadCheck(check, problems))],
        };

    private static ConversationSetup ReadConversation(YamlFields fields, ConversationSetup common)
    {
        var found = common with
        {
            RetryMs = fields.Integer("retry-ms") ?? common.RetryMs,
            HeartbeatMs = fields.Integer("heartbeat-ms", 1) ?? common.HeartbeatMs,
            Pace = fields.Number("pace") ?? common.Pace,
            Retain = fields.Integer("retain", 1) ?? common.Retain,
            CursorPrefix = fields.Text("cursor-prefix") ?? common.CursorPrefix,
            NumericCursors = fields.Flag("numeric-cursors") ?? common.NumericCursors,
            HoldAfter = fields.Value("hold-after") is { } hold ? YamlJson.Of(hold) : common.HoldAfter,
        };
        fields.RejectOthers();
        return found;
    }

    // serve: whole, or serve: [{ text: "data: a\r\r", wait-ms: 400 }]
    private static Serving ReadServing(YamlNode node, ProblemList problems)
    {
        if (node.IsText && Words.Parse<ServedAs>(node.Text) is { } word and not ServedAs.Parts)
        {
            return new Serving(word, []);
        }

        if (node.Kind != YamlKind.List)
        {
            problems.Error(node, "serve is whole or sliced, or a list of { text: …, wait-ms: … }");
            return new Serving(ServedAs.Whole, []);
        }

        return new Serving(
            ServedAs.Parts,
            [
                .. node.Items.Select(item =>
                {
                    var fields = YamlFields.Of(item, "part", problems).Require("text");
                    var part = new ServedPart(fields.Text("text") ?? "", fields.Integer("wait-ms") ?? 0);
                    fields.RejectOthers();
                    return part;
                }),
            ]
        );
    }

    private static ClientRole ReadRole(YamlFields fields)
    {
        fields.Require("name");
        var role = new ClientRole(
            fields.Text("name") ?? "a",
            fields.Flag("sends") ?? true,
            fields.Text("transport"),
            fields.Flag("joins") ?? true
        );
        fields.RejectOthers();
        return role;
    }

    private static Step ReadStep(YamlFields fields, ProblemList problems)
    {
        fields.Require("do");
        var step = new Step(
            fields.Value("when") is { } when ? ReadTrigger(when, problems) : new Trigger(TriggerKind.Now),
            fields.Text("do") ?? "",
            fields.Value("with") is { } with ? YamlJson.Object(with) : [],
            fields.Text("client") ?? "a",
            fields.Integer("times", 1, 100) ?? 1,
            fields.Flag("waits") ?? true
        );
        fields.RejectOthers();
        return step;
    }

    // when: unwatched, or when: { delivered: 6 }
    private static Trigger ReadTrigger(YamlNode node, ProblemList problems)
    {
        var (word, number) = node.Members is [var (key, value)] ? (key.Text, YamlJson.Of(value)) : (node.Text, null);
        if (Words.Parse<TriggerKind>(word) is { } kind)
        {
            return new Trigger(kind, number);
        }

        problems.Error(node, $"\"{word}\" is nothing to wait for{Suggestion.For(word, Words.Of<TriggerKind>())}");
        return new Trigger(TriggerKind.Now);
    }

    // expect: timed-out, or expect: { prefix: 6 }
    private static Expectation ReadExpectation(YamlNode node, ProblemList problems)
    {
        var (word, through) = node.Members is [var (key, value)] ? (key.Text, YamlJson.Of(value)) : (node.Text, null);
        if (Words.Parse<ExpectedFrom>(word) is { } from)
        {
            return new Expectation(from, through);
        }

        problems.Error(node, $"\"{word}\" is no expectation{Suggestion.For(word, Words.Of<ExpectedFrom>())}");
        return new Expectation(ExpectedFrom.Journal);
    }

    // - state, or - cursor: $k, or - { cursor: $k, id: resumed-at, level: should, rule: RULE }
    private static CheckSpec ReadCheck(YamlNode node, ProblemList problems)
    {
        if (node.IsText)
        {
            Require(node.Text, node, problems);
            return new CheckSpec(node.Text, node.Text, null, null, null);
        }

        var fields = YamlFields.Of(node, "check", problems);
        var (id, level, rule) = (fields.Text("id"), fields.Word<Level>("level"), fields.Text("rule"));
        var (name, value) = node.Members.FirstOrDefault(m => m.Key.Text is not ("id" or "level" or "rule"));
        if (name is null)
        {
            problems.Error(node, "a check is a name, or { name: value, id: …, level: …, rule: … }");
            return new CheckSpec("state", "state", null, null, null);
        }

        _ = fields.Value(name.Text);
        fields.RejectOthers();
        Require(name.Text, name, problems);
        return new CheckSpec(name.Text, id ?? name.Text, YamlJson.Of(value), level, rule);
    }

    private static void Require(string name, YamlNode at, ProblemList problems)
    {
        if (!Checks.All.ContainsKey(name))
        {
            problems.Error(at, $"there is no check \"{name}\"{Suggestion.For(name, Checks.All.Keys)}");
        }
    }
}
