using System.Text.Json;
using StreamBench.Conformance.Judging;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.State;

namespace StreamBench.TestKit;

/// <summary>Says whether two conversations are in the same state, and if not, where they differ.</summary>
public static class StateAssert
{
    /// <summary>Equal when their digests are: ids of turns and items do not count, content and order do.</summary>
    /// <exception cref="StateMismatchException">They differ; the message has a line for each place.</exception>
    public static void Equal(ConversationState expected, ConversationState actual)
    {
        if (StateDigest.Compute(expected) != StateDigest.Compute(actual))
        {
            throw new StateMismatchException(StateDiff.Compare(expected, actual));
        }
    }

    /// <summary>Equal when what a client reports is the content of the state; its own ids, <c>cursor</c> and <c>inputEnabled</c> do not count.</summary>
    /// <param name="expected">The server's state.</param>
    /// <param name="reported">What the client reports, as <c>CaseAnswer.State</c> has it.</param>
    /// <exception cref="StateMismatchException">They differ; the message has a line for each place.</exception>
    public static void Equal(ConversationState expected, JsonElement reported)
    {
        var differences = StateDiff.Compare(expected, ClientState.Content(reported));
        if (differences.Count > 0)
        {
            throw new StateMismatchException(differences);
        }
    }
}
