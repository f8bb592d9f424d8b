namespace StreamBench.Transports.Client;

/// <summary>Decides how a client comes back. Pure but for its own counters: no I/O, no clock. One per client, one caller at a time.</summary>
public interface IResumePolicy
{
    /// <summary>What to do after <paramref name="interruption"/>.</summary>
    ResumeDecision Decide(Interruption interruption);

    /// <summary>Something new was applied: attempts count from zero again.</summary>
    void Advanced();
}
