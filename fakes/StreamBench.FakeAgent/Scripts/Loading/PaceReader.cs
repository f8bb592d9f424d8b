using StreamBench.Yaml;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Reads <c>pace: { first, every, jitter }</c>.</summary>
internal static class PaceReader
{
    internal static Pacing Read(YamlNode? pace, ScriptWriterContext context)
    {
        var every = Time("every");
        return new Pacing(pace?["first"] is null ? every : Time("first"), every, Time("jitter"), context.Waits);

        TimeSpan Time(string key) => pace?[key] is { } value ? DurationText.Parse(value.Text) ?? default : default;
    }
}
