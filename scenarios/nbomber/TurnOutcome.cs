namespace StreamBench.NBomber;

/// <summary>How a turn, or a moment of it, went.</summary>
/// <param name="Code">A word that is the same for the same cause: NBomber counts by it.</param>
/// <param name="Words">For people; empty when all is well.</param>
internal readonly record struct TurnOutcome(string Code, string Words = "")
{
    /// <summary>As it should be.</summary>
    internal static TurnOutcome Good => new("ok");

    internal bool IsGood => Code == "ok";
}
