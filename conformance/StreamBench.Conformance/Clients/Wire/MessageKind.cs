using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace StreamBench.Conformance.Clients.Wire;

/// <summary>One kind of message of the plug-in protocol.</summary>
/// <param name="Discriminator"><c>cmd</c> for an order, <c>re</c> for an answer, <c>ev</c> for a note.</param>
/// <param name="Name">The discriminator's value.</param>
/// <param name="Type">The record that holds its other members.</param>
internal sealed record MessageKind(string Discriminator, string Name, JsonTypeInfo Type)
{
    private JsonElement? schema;

    /// <summary>Every kind. The files under <c>conformance/schemas/sbcp-1</c> are made from this list.</summary>
    internal static ImmutableArray<MessageKind> All { get; } =
    [
        new("cmd", "start", ClientJson.Default.StartOrder),
        new("cmd", "case", ClientJson.Default.CaseOrder),
        new("cmd", "do", ClientJson.Default.ActionOrder),
        new("cmd", "stop", ClientJson.Default.StopOrder),
        new("re", "start", ClientJson.Default.ClientIntroduction),
        new("re", "case", ClientJson.Default.CaseAnswer),
        new("re", "do", ClientJson.Default.ActionAnswer),
        new("ev", "state", ClientJson.Default.StateNote),
        new("ev", "event", ClientJson.Default.EventNote),
        new("ev", "status", ClientJson.Default.StatusNote),
        new("ev", "token", ClientJson.Default.TokenNote),
    ];

    /// <summary>The schema that a message of this kind is checked by.</summary>
    internal JsonElement Schema => schema ??= JsonElement.Parse(MessageSchema.Of(this).ToJsonString());

    internal static MessageKind? Find(string discriminator, string? name) =>
        All.FirstOrDefault(kind => kind.Discriminator == discriminator && kind.Name == name);

    internal static MessageKind Of<T>() => All.First(kind => kind.Type.Type == typeof(T));
}
