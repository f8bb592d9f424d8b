using System.Text.Json;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Clients.Wire;

namespace StreamBench.Conformance.Clients.Once;

/// <summary>The state that a client left in a file.</summary>
/// <param name="State">The state; undefined when there is none.</param>
/// <param name="Blame">What is wrong with it, or null.</param>
internal readonly record struct StateFile(JsonElement State, string? Blame)
{
    private static readonly JsonElement Schema = MessageKind
        .Of<CaseAnswer>()
        .Schema.GetProperty("properties")
        .GetProperty("state");

    /// <summary>Reads the file, which need not exist.</summary>
    internal static StateFile Read(string path, ClientLimits limits)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return default;
        }

        if (file.Length > limits.MaxLineBytes)
        {
            return new StateFile(default, $"the state file is longer than {limits.MaxLineBytes} bytes");
        }

        try
        {
            var options = new JsonDocumentOptions { MaxDepth = limits.MaxDepth };
            var state = JsonElement.Parse(File.ReadAllBytes(path), options);
            return new StateFile(state, SchemaCheck.Blame(state, Schema, "state file: $"));
        }
        catch (JsonException e)
        {
            return new StateFile(default, $"state file: $: no JSON object: {e.Message}");
        }
    }
}
