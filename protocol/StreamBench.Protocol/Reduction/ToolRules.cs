using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Reduction;

/// <summary>tool.args, tool.call, tool.output, tool.result.</summary>
internal static class ToolRules
{
    internal static Verdict AppendArgs(ConversationState state, ToolArgs args)
    {
        if (FindTool(state, args, out var scope) is { } refusal)
        {
            return refusal;
        }

        var tool = scope.Item;
        if (tool.ArgsComplete)
        {
            return Verdict.Rejected("args-complete"); // rule 13
        }

        if (ItemStatus.IsTerminal(scope.Status))
        {
            return Verdict.Terminal;
        }

        if (scope.Closed)
        {
            return Verdict.ClosedItem;
        }

        var verdict = Appending.Append(tool.Body, args.Text, args.Offset);
        if (verdict.Kind == OutcomeKind.Applied)
        {
            scope.Enter();
            tool.Touched.Args = EventRules.TouchOf(args);
        }

        return verdict;
    }

    internal static Verdict Call(ConversationState state, ToolCall call)
    {
        if (FindTool(state, call, out var scope) is { } refusal)
        {
            return refusal;
        }

        var tool = scope.Item;
        if (tool.ArgsComplete)
        {
            return !call.Args.IsPresent || SameValue(call.Args, tool.Args)
                ? Verdict.NoOp
                : Verdict.Rejected("args-complete");
        }

        if (ItemStatus.IsTerminal(scope.Status))
        {
            return Verdict.Terminal;
        }

        var parsed = TryParse(tool.ArgsText);
        scope.Enter();
        tool.ArgsComplete = true;
        tool.Touched.Args = EventRules.TouchOf(call);
        tool.Touched.Status = tool.Touched.Args;
        if (!call.Args.IsPresent && !parsed.IsPresent)
        {
            tool.Status = ItemStatus.Error;
            return new Verdict(OutcomeKind.Applied, "invalid-args"); // rule 13
        }

        tool.Args = call.Args.IsPresent ? call.Args : parsed;
        tool.Status = tool.Status == ItemStatus.Pending ? ItemStatus.Running : tool.Status;
        return tool.Body.Length > 0 && call.Args.IsPresent && !SameValue(call.Args, parsed)
            ? Verdict.Diverged("args") // rule 11
            : Verdict.Applied;
    }

    internal static Verdict AppendOutput(ConversationState state, ToolOutput output)
    {
        if (FindTool(state, output, out var scope) is { } refusal)
        {
            return refusal;
        }

        if (ItemStatus.IsTerminal(scope.Status))
        {
            return Verdict.Terminal;
        }

        if (scope.Closed)
        {
            return Verdict.ClosedItem;
        }

        var tool = scope.Item;
        var buffer = tool.OutputBuffer ?? new TextBuffer();
        var verdict = Appending.Append(buffer, output.Text, output.Offset);
        if (verdict.Kind == OutcomeKind.Applied)
        {
            scope.Enter();
            tool.OutputBuffer = buffer;
            tool.Touched.Output = EventRules.TouchOf(output);
        }

        return verdict;
    }

    internal static Verdict Result(ConversationState state, ToolResult result)
    {
        if (FindTool(state, result, out var scope) is { } refusal)
        {
            return refusal;
        }

        var status = result.IsError ? ItemStatus.Error : ItemStatus.Success;
        var tool = scope.Item;
        if (tool.Result.IsPresent)
        {
            return status == tool.Status && SameValue(result.Result, tool.Result)
                ? Verdict.NoOp
                : Verdict.Rejected("second-result"); // rule 11
        }

        if (ItemStatus.IsTerminal(scope.Status))
        {
            return status == scope.Status ? Verdict.NoOp : Verdict.Terminal; // rule 10
        }

        scope.Enter();
        tool.Result = result.Result;
        tool.Status = status;
        tool.Touched.Result = EventRules.TouchOf(result);
        tool.Touched.Status = tool.Touched.Result;
        return Verdict.Applied;
    }

    private static Verdict? FindTool(ConversationState state, StreamEvent happening, out ItemScope scope) =>
        TurnScope.Find(state, happening, out scope) is { } refusal ? refusal
        : scope.Item.IsTool ? null
        : Verdict.WrongKind;

    private static bool SameValue(JsonElement left, JsonElement right) =>
        left.IsPresent && right.IsPresent && CanonicalJson.AreEqual(left, right);

    // Undefined when the text is no JSON, or JSON without a canonical form.
    private static JsonElement TryParse(string text)
    {
        try
        {
            var element = JsonElement.Parse(text, JsonLimits.Document);
            return CanonicalJson.Refusal(element) is null ? element : default;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return default; // ArgumentException: the text ends in half a surrogate pair
        }
    }
}
