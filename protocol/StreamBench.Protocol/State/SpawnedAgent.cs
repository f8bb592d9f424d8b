namespace StreamBench.Protocol.State;

/// <summary>A node of the agent tree. Changed by the reducer only.</summary>
public sealed class SpawnedAgent
{
    internal SpawnedAgent(string name, string? parent)
    {
        Name = name;
        Parent = parent;
    }

    /// <summary>The agent's name; names are not renamed in digests.</summary>
    public string Name { get; }

    /// <summary>The agent that started it, or null.</summary>
    public string? Parent { get; }

    /// <summary>One of <see cref="Events.AgentStatus"/>, or the final word the server used.</summary>
    public string Status { get; internal set; } = Events.AgentStatus.Running;

    internal Touch Spawned { get; set; }

    internal Touch Finished { get; set; }
}
