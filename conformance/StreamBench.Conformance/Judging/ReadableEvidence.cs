using System.Text.Json;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Running;

namespace StreamBench.Conformance.Judging;

/// <summary>The evidence of a run with every state that a client reported made <see cref="ReportedJson">readable</see>.</summary>
internal static class ReadableEvidence
{
    internal static RunEvidence Of(RunEvidence evidence) =>
        evidence with
        {
            Clients = [.. evidence.Clients.Select(Of)],
            Steps =
            [
                .. evidence.Steps.Select(step =>
                    step with
                    {
                        Answers = [.. step.Answers.Select(answer => answer with { State = Of(answer.State) })],
                    }
                ),
            ],
        };

    private static ClientEvidence Of(ClientEvidence client) =>
        client with
        {
            Answer = client.Answer with { State = Of(client.Answer.State) },
            Notes =
            [
                .. client.Notes.Select(told =>
                    told.Note is StateNote note ? (told.At, note with { State = Of(note.State) }) : told
                ),
            ],
        };

    private static JsonElement Of(JsonElement state) => ReportedJson.Readable(state);
}
