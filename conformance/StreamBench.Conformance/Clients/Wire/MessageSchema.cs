using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Clients.Wire;

/// <summary>Makes the JSON Schema (draft 2020-12) of a message from the record that it is read into.</summary>
internal static class MessageSchema
{
    /// <summary>The schema of one kind of message.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="describe">What people should know of a type or a property, or null; none where this is null.</param>
    internal static JsonObject Of(MessageKind kind, Func<MemberInfo, string?>? describe = null)
    {
        var schema = Export(kind.Type, describe ?? (static _ => null));
        if (schema["properties"] is not JsonObject properties)
        {
            schema["properties"] = properties = [];
        }

        properties.Insert(0, kind.Discriminator, new JsonObject { ["const"] = kind.Name });
        if (schema["required"] is not JsonArray required)
        {
            schema["required"] = required = [];
        }

        required.Insert(0, kind.Discriminator);
        if (kind.Type.Type == typeof(CaseAnswer))
        {
            properties["skipped"]!["const"] = true;
            properties["errored"] = new JsonObject { ["const"] = true };
            schema["oneOf"] = new JsonArray(Requires("outcome"), Requires("skipped"), Requires("errored", "context"));
        }

        return schema;
    }

    private static JsonObject Requires(params string[] members) =>
        new() { ["required"] = new JsonArray([.. members.Select(member => (JsonNode)member)]) };

    private static JsonObject Export(JsonTypeInfo type, Func<MemberInfo, string?> describe) =>
        type.GetJsonSchemaAsNode(
                new JsonSchemaExporterOptions
                {
                    TreatNullObliviousAsNonNullable = true,
                    TransformSchemaNode = (context, node) => Transform(context, node, describe),
                }
            )
            .AsObject();

    private static JsonObject Transform(
        JsonSchemaExporterContext context,
        JsonNode node,
        Func<MemberInfo, string?> describe
    )
    {
        var member = context.PropertyInfo?.AttributeProvider as MemberInfo;
        if (member?.GetCustomAttribute<DescribedAttribute>() is { } described)
        {
            node = Export(ClientJson.Default.GetTypeInfo(described.Type)!, describe);
        }

        // A value of any kind is exported as `true`, which has no room for a description.
        var schema = node as JsonObject ?? [];
        if (member is not null)
        {
            Restrict(schema, member);
        }

        if ((member is null ? describe(context.TypeInfo.Type) : describe(member)) is { } text)
        {
            schema.Remove("description");
            schema.Insert(0, "description", text);
        }

        return schema;
    }

    private static void Restrict(JsonObject schema, MemberInfo member)
    {
        if (member.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
        {
            schema["enum"] = new JsonArray([.. allowed.Values.Select(value => JsonValue.Create(value))]);
        }

        if (member.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            (schema["minimum"], schema["maximum"]) = ((int)range.Minimum, (int)range.Maximum);
        }

        if (member.GetCustomAttribute<MinLengthAttribute>() is { } length)
        {
            schema["minLength"] = length.Length;
        }
    }
}
