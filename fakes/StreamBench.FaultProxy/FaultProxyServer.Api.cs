namespace StreamBench.FaultProxy;

public sealed partial class FaultProxyServer
{
    private Task StopApiAsync() => Task.CompletedTask;
}
