namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Reads <c>pace: { first, every, jitter }</c>.</summary>
internal static class PaceReader
{
    internal static Pacing Read(ScriptNode? pace, ScriptWriterContext context)
    {
        var every = Time("every");
        return new Pacing(pace?["first"] is null ? every : Time("first"), every, Time("jitter"), context.Waits);

        TimeSpan Time(string key) => pace?[key] is { } value ? Duration.Parse(value.Text) ?? default : default;
    }
}
