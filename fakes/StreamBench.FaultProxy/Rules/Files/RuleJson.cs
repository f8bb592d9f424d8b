using System.Text.Json;
using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Rules.Files;

/// <summary>Writes rules as JSON, in the form <see cref="RuleFile"/> reads; what has its default is left out.</summary>
public static class RuleJson
{
    /// <summary>Writes rules.</summary>
    public static void Write(FaultRules rules, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber(RuleFile.Head, 1);
        if (rules.Seed is { } seed)
            json.WriteNumber("seed", seed);
        json.WriteStartArray("rules");
        foreach (var rule in rules.Rules)
            Write(rule, json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(FaultRule rule, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Text(json, "name", rule.Name);
        Write(rule.At, json);
        json.WriteString("do", rule.Do);
        WriteOwn(rule, json);
        json.WriteEndObject();
    }

    private static void Write(Place at, Utf8JsonWriter json)
    {
        if (at == new Place())
            return;
        json.WriteStartObject("at");
        if (at.Connection != NumberRange.All)
            json.WriteString("connection", at.Connection.ToString());
        Text(json, "reconnect", at.Reconnect?.ToString());
        Text(json, "path", at.Path);
        Text(json, "direction", at.Direction == Direction.Upstream ? "upstream" : null);
        Number(json, "index", at.Index);
        Text(json, "event", at.Event);
        Number(json, "nth", at.Nth);
        Text(json, "id", at.Id);
        Number(json, "seq", at.Seq);
        Number(json, "inside", at.Inside);
        Number(json, "byte", at.Byte);
        Duration(json, "time", at.Time);
        Text(json, "before", at.Before);
        Text(json, "after", at.After?.ToString().ToLowerInvariant());
        Number(json, "every", at.Every);
        if (at.Once)
            json.WriteBoolean("once", value: true);
        if (at.Chance < 1)
            json.WriteNumber("chance", at.Chance);
        Text(
            json,
            "per",
            at.CountsOnPath ? "path"
                : at.CountsOnConnection ? "connection"
                : null
        );
        json.WriteEndObject();
    }

    private static void WriteOwn(FaultRule rule, Utf8JsonWriter json)
    {
        switch (rule)
        {
            case CutRule cut:
                json.WriteString("how", cut.How.ToString());
                WriteReconnect(cut.RefuseReconnects, json);
                break;
            case DuplicateRule duplicate:
                Number(json, "times", duplicate.Times);
                Number(json, "last", duplicate.Last);
                break;
            case ShuffleRule shuffle:
                Number(json, "window", shuffle.Window);
                break;
            case DelayRule delay:
                Duration(json, "for", delay.For);
                Duration(json, "jitter", delay.Jitter > TimeSpan.Zero ? delay.Jitter : null);
                Number(json, "events", delay.Events);
                Text(json, "until", delay.UntilReconnect ? "reconnect" : null);
                break;
            case AlterRule alter:
                Text(json, "find", alter.Find.IsEmpty ? null : FieldValues.Bytes(alter.Find));
                json.WriteString("with", FieldValues.Bytes(alter.With));
                Number(json, "offset", alter.Offset);
                break;
            case SliceRule slice:
                Number(json, "size", slice.Size);
                Duration(json, "pause", slice.Pause > TimeSpan.Zero ? slice.Pause : null);
                break;
            case BufferRule buffer:
                Duration(json, "for", buffer.For);
                break;
            case InjectRule inject:
                json.WriteString("bytes", FieldValues.Bytes(inject.Bytes));
                break;
            case FragmentRule fragment:
                Number(json, "size", fragment.Size);
                if (fragment.Ping)
                    json.WriteBoolean("ping", value: true);
                break;
            case RefuseRule refuse:
                Number(json, "count", refuse.Count);
                json.WriteString("how", refuse.How.ToString());
                break;
        }
    }

    private static void WriteReconnect(int refused, Utf8JsonWriter json)
    {
        if (refused == 0)
            return;
        json.WriteStartObject("reconnect");
        if (refused == int.MaxValue)
            json.WriteString("refuse", "all");
        else
            json.WriteNumber("refuse", refused);
        json.WriteString("then", "accept");
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }

    private static void Duration(Utf8JsonWriter json, string name, TimeSpan? value)
    {
        if (value is { } time)
            json.WriteString(name, FieldValues.Duration(time));
    }
}
