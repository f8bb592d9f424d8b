using System.Diagnostics;
using System.Text.Json;
using System.Text.Unicode;
using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Clients.Wire;

/// <summary>Reads the messages of a client. Total: what breaks the protocol comes back as <see cref="ClientMessage.Malformed"/>.</summary>
internal static class MessageReader
{
    /// <summary>Reads one JSON object in UTF-8.</summary>
    internal static ClientMessage Read(ReadOnlyMemory<byte> json, int maxDepth)
    {
        if (!Utf8.IsValid(json.Span))
        {
            return new ClientMessage.Malformed(null, "$: the message is not UTF-8");
        }

        try
        {
            return Read(JsonElement.Parse(json.Span, new JsonDocumentOptions { MaxDepth = maxDepth }));
        }
        catch (JsonException e)
        {
            return new ClientMessage.Malformed(null, $"$: no JSON object on one line: {e.Message}");
        }
    }

    /// <summary>Reads a message that was parsed already.</summary>
    internal static ClientMessage Read(JsonElement message)
    {
        try
        {
            return ReadObject(message);
        }
        catch (InvalidOperationException e)
        {
            // The name of a member holds half a surrogate pair, which nobody can compare with.
            return new ClientMessage.Malformed(null, $"$: not readable: {e.Message}");
        }
    }

    private static ClientMessage ReadObject(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return new ClientMessage.Malformed(null, "$: expected an object");
        }

        var run = Text(message, "run");
        var (discriminator, name) = Text(message, "re") is { } re ? ("re", re) : ("ev", Text(message, "ev"));
        if (name is null)
        {
            return new ClientMessage.Malformed(run, "$: \"re\" (an answer) or \"ev\" (a note) is missing");
        }

        if (MessageKind.Find(discriminator, name) is not { } kind)
        {
            var known = MessageKind.All.Where(k => k.Discriminator == discriminator).Select(k => k.Name);
            return new ClientMessage.Malformed(
                run,
                $"$.{discriminator}: expected {string.Join(", ", known)}, found \"{name}\""
            );
        }

        return SchemaCheck.Blame(message, kind.Schema) is { } blame
            ? new ClientMessage.Malformed(run, $"{blame} (in {discriminator}:{name})")
            : Convert(message, kind);
    }

    private static ClientMessage Convert(JsonElement message, MessageKind kind)
    {
        try
        {
            return JsonSerializer.Deserialize(message, kind.Type) switch
            {
                ClientIntroduction introduction => new ClientMessage.Introduced(introduction),
                CaseAnswer answer => new ClientMessage.CaseAnswered(answer),
                ActionAnswer answer => new ClientMessage.ActionAnswered(answer),
                ClientNote note => new ClientMessage.Noted(note),
                var other => throw new UnreachableException($"{other} is no message of a client"),
            };
        }
        catch (JsonException e)
        {
            // What a schema cannot see: half a surrogate pair in a text that has to become a string.
            return new ClientMessage.Malformed(
                Text(message, "run"),
                $"{e.Path}: not readable: {e.InnerException?.Message ?? e.Message}"
            );
        }
    }

    private static string? Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? TextOrNull(value)
            : null;

    private static string? TextOrNull(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair: no name that we gave
        }
    }
}
