using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using StreamBench.Dialects;
using StreamBench.Dialects.Losses;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;

namespace StreamBench.Load.Turns;

/// <summary>
/// The final state of a scripted turn as canonical JSON (protocol §4), with gaps where each stream's own words stand. Equal
/// content has an equal digest, so that the bytes are compared and no hash is taken. Immutable.
/// </summary>
public sealed class ExpectedTurn
{
    /// <summary>What the user says in the journal that <see cref="Of"/> takes.</summary>
    public const string Words = "\uE000the words of the stream\uE000";

    private readonly ImmutableArray<byte[]> pieces;

    private readonly ConversationState state;

    private ExpectedTurn(ConversationState state, byte[] content) => (this.state, pieces) = (state, [.. Cut(content)]);

    /// <summary>Folds a journal up to the end of its first turn.</summary>
    /// <param name="journal">The undisturbed events of the script, with <see cref="Words"/> as the user's message.</param>
    public static ExpectedTurn Of(IEnumerable<StreamEvent> journal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        var reducer = new Reducer();
        string? turn = null;
        foreach (var happening in journal)
        {
            reducer.Apply(happening);
            turn ??= (happening as TurnOpen)?.Turn;
            if (happening is TurnClose close && close.Turn == turn)
            {
                break;
            }
        }

        return new ExpectedTurn(reducer.State, Content(reducer.State));
    }

    /// <summary>What a client sees of it in <paramref name="dialect"/>: the state with every loss forgotten (protocol §5).</summary>
    internal ExpectedTurn In(Dialect dialect) =>
        dialect.Losses.IsEmpty
            ? this
            : new ExpectedTurn(state, CanonicalJson.ToBytes(dialect.Project(ContentDocument.Of(state)).ToJson()));

    /// <summary>True when <paramref name="state"/> is what the script ends in when the user says <paramref name="words"/>.</summary>
    internal bool Matches(ConversationState state, string words, ArrayBufferWriter<byte> scratch)
    {
        scratch.ResetWrittenCount();
        try
        {
            StateContent.Write(scratch, state);
        }
        catch (FormatException)
        {
            return false; // Half a surrogate pair: the end of a text is missing.
        }

        var rest = scratch.WrittenSpan;
        var own = pieces.Length > 1 ? Quoted(words) : [];
        for (var i = 0; i < pieces.Length; i++)
        {
            if (i > 0 && !Skip(own, ref rest))
            {
                return false;
            }

            if (!Skip(pieces[i], ref rest))
            {
                return false;
            }
        }

        return rest.IsEmpty;
    }

    /// <summary>The state as canonical JSON, when the user says <paramref name="words"/>.</summary>
    internal string Text(string words) =>
        string.Join(Encoding.UTF8.GetString(Quoted(words)), pieces.Select(Encoding.UTF8.GetString));

    private static bool Skip(ReadOnlySpan<byte> expected, ref ReadOnlySpan<byte> rest)
    {
        if (!rest.StartsWith(expected))
        {
            return false;
        }

        rest = rest[expected.Length..];
        return true;
    }

    private static IEnumerable<byte[]> Cut(byte[] content)
    {
        var words = Quoted(Words);
        var from = 0;
        while (content.AsSpan(from).IndexOf(words) is var at and >= 0)
        {
            yield return content[from..(from + at)];
            from += at + words.Length;
        }

        yield return content[from..];
    }

    private static byte[] Content(ConversationState state)
    {
        var content = new ArrayBufferWriter<byte>();
        StateContent.Write(content, state);
        return content.WrittenSpan.ToArray();
    }

    private static byte[] Quoted(string text)
    {
        var quoted = new ArrayBufferWriter<byte>();
        CanonicalJson.WriteString(quoted, text);
        return quoted.WrittenSpan.ToArray();
    }
}
