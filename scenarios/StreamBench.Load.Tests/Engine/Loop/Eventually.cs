namespace StreamBench.Load.Tests.Engine.Loop;

internal static class Eventually
{
    /// <summary>Looks again and again until it is so; gives up after 30 s.</summary>
    internal static async Task Async(Func<bool> isSo)
    {
        using var watchdog = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, watchdog.Token);
        }
    }
}
