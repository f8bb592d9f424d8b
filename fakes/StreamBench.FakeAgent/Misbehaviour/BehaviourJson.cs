using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using StreamBench.FakeAgent.Endpoints.Requests;

namespace StreamBench.FakeAgent.Misbehaviour;

/// <summary>Reads a behaviour as <c>PUT …/misbehaviour</c> takes it.</summary>
public static class BehaviourJson
{
    /// <summary>Reads <paramref name="json"/>; false with everything that is wrong in it.</summary>
    public static bool TryParse(string json, out AgentBehaviour behaviour, [NotNullWhen(false)] out string? problem) =>
        TryParse(Encoding.UTF8.GetBytes(json), out behaviour, out problem);

    /// <summary>Reads <paramref name="json"/> in UTF-8; false with everything that is wrong in it.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> json,
        out AgentBehaviour behaviour,
        [NotNullWhen(false)] out string? problem
    )
    {
        behaviour = AgentBehaviour.Correct;
        try
        {
            behaviour = JsonSerializer.Deserialize<AgentBehaviour>(json, BodyJson.Options) ?? AgentBehaviour.Correct;
            problem = string.Join("; ", behaviour.Validate()) is { Length: > 0 } problems ? problems : null;
        }
        catch (JsonException e)
        {
            problem = e.Message;
        }

        return problem is null;
    }
}
