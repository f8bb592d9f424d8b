using System.Text.Json;
using StreamBench.Dialects.Telling;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Convobase;

/// <summary>The words of the wire, and the two forms of a function call.</summary>
internal static class ConvobaseFrame
{
    internal const string Token = "token";
    internal const string FunctionCall = "function_call";
    internal const string Error = "error";
    internal const string Done = "done";

    /// <summary>
    /// Name and arguments of a call, in either published form: <c>{name, args}</c> or <c>{function: {name, arguments}}</c>, the
    /// arguments as a value or as its JSON text.
    /// </summary>
    /// <exception cref="FormatException">It is a fragment of a call, or none.</exception>
    internal static (string Name, JsonElement Args) ReadCall(JsonElement frame)
    {
        var function = frame.Member("function");
        var (call, args) = function.IsPresent
            ? (function, function.Member("arguments"))
            : (frame, frame.Member("args"));
        if (!args.IsPresent)
        {
            throw new FormatException("a function_call needs its arguments");
        }

        return (WireJson.Need(call, "name"), function.IsPresent ? Whole(args) : args);
    }

    // Arguments as text are those of a model's own stream: a piece of them is no call.
    private static JsonElement Whole(JsonElement args)
    {
        if (args.ValueKind != JsonValueKind.String)
        {
            return args;
        }

        var whole = JsonElement.Parse(args.GetString()!, JsonLimits.Document);
        return CanonicalJson.Refusal(whole) is { } refusal ? throw new FormatException(refusal) : whole;
    }
}
