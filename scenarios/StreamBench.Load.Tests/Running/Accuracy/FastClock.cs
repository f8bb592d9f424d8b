namespace StreamBench.Load.Tests.Running.Accuracy;

/// <summary>A clock that is wrong: by three percent, which no bound of two lets pass.</summary>
internal sealed class FastClock : TimeProvider
{
    private readonly long origin = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => origin + (long)((System.GetTimestamp() - origin) * 1.03);
}
