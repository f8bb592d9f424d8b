using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Rules.Files;

/// <summary>Reads each kind of rule from its fields.</summary>
internal static class RuleReaders
{
    private static readonly FieldForm HowForm = FieldForm.Pattern(
        "fin, rst, end, stall, half-open or close(code) with a code from 1000 to 4999",
        @"^(fin|rst|end|stall|half-open|close\([1-4][0-9]{3}\))$"
    );

    private static readonly FieldForm RangeForm = FieldForm.Pattern(
        "a number from 1, a range such as 2..4 or 2.., or \"*\"",
        @"^(\*|[1-9][0-9]*(\.\.([1-9][0-9]*)?)?)$"
    );

    private static readonly FieldForm EveryForm = FieldForm.Pattern(
        "event, or a whole number: every nth event",
        "^(event|[0-9]+)$"
    );

    private static readonly FieldForm SignedForm = new(
        "a whole number, below 0 to count from the end",
        () => new JsonObject { ["type"] = "integer" }
    );

    private static readonly FieldForm RefusedForm = FieldForm.Pattern("0 to 1000, or all", "^(all|[0-9]{1,4})$");

    /// <summary>The readers by the word behind <c>do:</c>.</summary>
    public static readonly FrozenDictionary<string, Func<FieldReader, FaultRule>> All = new Dictionary<
        string,
        Func<FieldReader, FaultRule>
    >(StringComparer.Ordinal)
    {
        ["cut"] = fields => new CutRule { How = How(fields) ?? default, RefuseReconnects = Refused(fields) },
        ["drop"] = _ => new DropRule(),
        ["duplicate"] = fields => new DuplicateRule
        {
            Times = fields.Count("times") ?? 1,
            Last = fields.Count("last") ?? 1,
        },
        ["swap"] = _ => new SwapRule(),
        ["shuffle"] = fields => new ShuffleRule { Window = fields.Count("window") ?? 8 },
        ["delay"] = fields => new DelayRule
        {
            For = fields.Duration("for"),
            Jitter = fields.Duration("jitter") ?? TimeSpan.Zero,
            Events = fields.Count("events"),
            UntilReconnect = fields.Word("until", "reconnect") is not null,
        },
        ["alter"] = fields => new AlterRule
        {
            Find = Bytes(fields, "find"),
            With = Bytes(fields, "with"),
            Offset = fields.Count("offset"),
        },
        ["slice"] = fields => new SliceRule
        {
            Size = fields.Count("size") ?? 1,
            Pause = fields.Duration("pause") ?? TimeSpan.Zero,
        },
        ["buffer"] = fields => new BufferRule { For = fields.Duration("for") },
        ["inject"] = fields => new InjectRule { Bytes = Bytes(fields, "bytes") },
        ["fragment"] = fields => new FragmentRule
        {
            Size = fields.Count("size") ?? 1,
            Ping = fields.Word("ping", "true", "false") == "true",
        },
        [NoteRule.Word] = _ => new NoteRule(),
        ["refuse"] = fields => new RefuseRule
        {
            Count = fields.Count("count"),
            How = How(fields) ?? new CutHow(CutKind.Rst),
        },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads what stands behind <c>at:</c>.</summary>
    public static Place Place(FieldReader fields)
    {
        var place = new Place
        {
            Connection =
                fields.ReadValue<NumberRange>("connection", NumberRange.TryParse, RangeForm) ?? NumberRange.All,
            Reconnect = fields.ReadValue<NumberRange>("reconnect", NumberRange.TryParse, RangeForm),
            Path = fields.Text("path"),
            Direction =
                fields.Word("direction", "downstream", "upstream") == "upstream"
                    ? Direction.Upstream
                    : Direction.Downstream,
            Index = fields.Number("index"),
            Event = fields.Text("event"),
            Nth = fields.Number("nth"),
            Id = fields.Text("id"),
            Seq = fields.Number("seq"),
            Inside = fields.ReadValue<long>("inside", TrySigned, SignedForm),
            Byte = fields.Number("byte"),
            Time = fields.Duration("time"),
            Before = fields.Text("before"),
            After = fields.Word("after", "accept", "request", "headers") is { } after
                ? Enum.Parse<Moment>(after, ignoreCase: true)
                : null,
            Every = fields.ReadValue<long>("every", TryEvery, EveryForm),
            Once = fields.ReadValue<bool>("once", bool.TryParse, FieldForm.Flag) ?? false,
            Chance = fields.ReadValue<double>("chance", FieldValues.TryChance, FieldValues.ChanceForm) ?? 1,
        };
        var per = fields.Word("per", "response", "connection", "path");
        place = place with { CountsOnConnection = per == "connection", CountsOnPath = per == "path" };
        fields.RejectOthers();
        return place;
    }

    private static bool TryEvery(string text, out long value)
    {
        value = 1;
        return text == "event" || FieldValues.TryNumber(text, out value);
    }

    private static bool TrySigned(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static CutHow? How(FieldReader fields) => fields.ReadValue<CutHow>("how", CutHow.TryParse, HowForm);

    private static ImmutableArray<byte> Bytes(FieldReader fields, string name) =>
        fields.ReadValue<ImmutableArray<byte>>(name, FieldValues.TryBytes, FieldValues.BytesForm) ?? [];

    private static int Refused(FieldReader fields)
    {
        if (fields.Section("reconnect") is not { } reconnect)
            return 0;
        var refused = reconnect.ReadValue<int>(
            "refuse",
            static (string text, out int value) =>
            {
                value = int.MaxValue;
                return text == "all" || int.TryParse(text, out value) && value is >= 0 and <= 1000;
            },
            RefusedForm
        );
        reconnect.Word("then", "accept");
        reconnect.RejectOthers();
        return refused ?? 0;
    }
}
