using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;

namespace StreamBench.Conformance.Judging;

/// <summary>The undisturbed log, folded further and further: whoever asks in order pays for each event once.</summary>
internal sealed class FoldedJournal(ImmutableArray<StreamEvent> journal)
{
    private readonly Reducer reducer = new();
    private int folded;

    /// <summary>The state after the event at <paramref name="place"/>, which is not before that of the last call; valid until the next one.</summary>
    internal ConversationState UpTo((int Epoch, long Seq) place)
    {
        for (; folded < journal.Length && IsIn(journal[folded], place); folded++)
        {
            reducer.Apply(journal[folded]);
        }

        return reducer.State;
    }

    private static bool IsIn(StreamEvent happening, (int Epoch, long Seq) place) =>
        happening.Epoch < place.Epoch || (happening.Epoch == place.Epoch && happening.Seq <= place.Seq);
}
