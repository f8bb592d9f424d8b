using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Reduction;

/// <summary>agent.spawn, agent.finish, journal. None of them is bound to an open turn.</summary>
internal static class AgentRules
{
    internal static Verdict Spawn(ConversationState state, AgentSpawn spawn)
    {
        if (spawn.Agent is not { } name)
        {
            return Verdict.Rejected("unknown-agent");
        }

        if (state.FindAgent(name) is not null)
        {
            return Verdict.NoOp;
        }

        var touch = EventRules.TouchOf(spawn);
        state.Add(new SpawnedAgent(name, spawn.Parent) { Spawned = touch, Finished = touch });
        return Verdict.Applied;
    }

    internal static Verdict Finish(ConversationState state, AgentFinish finish)
    {
        if (finish.Agent is null || state.FindAgent(finish.Agent) is not { } agent)
        {
            return Verdict.Rejected("unknown-agent");
        }

        if (!AgentStatus.IsFinal(finish.Status))
        {
            return Verdict.Ignored("unknown-status"); // rule 12
        }

        if (agent.Status != AgentStatus.Running)
        {
            return agent.Status == finish.Status ? Verdict.NoOp : Verdict.Terminal;
        }

        agent.Status = finish.Status;
        agent.Finished = EventRules.TouchOf(finish);
        return Verdict.Applied;
    }

    internal static Verdict Journal(ConversationState state, JournalLine line)
    {
        if (line.N > state.JournalLength + 1)
        {
            return Verdict.Diverged("hole");
        }

        if (line.N <= state.JournalLength)
        {
            return CanonicalJson.AreEqual(line.Entry, state.JournalEntry(line.N - 1))
                ? Verdict.NoOp
                : Verdict.Rejected("journal-conflict");
        }

        state.AddJournal(line.Entry, EventRules.TouchOf(line));
        return Verdict.Applied;
    }
}
