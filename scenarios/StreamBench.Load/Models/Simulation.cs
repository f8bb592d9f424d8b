namespace StreamBench.Load.Models;

/// <summary>The steps of a load for people who write plans in code, as in NBomber; a plan file says the same in YAML.</summary>
public static class Simulation
{
    /// <inheritdoc cref="Models.Inject"/>
    public static LoadModel Inject(double rate, TimeSpan interval, TimeSpan during) =>
        new Inject { Rate = Rate.Of(rate, interval), During = during };

    /// <inheritdoc cref="Models.RampingInject"/>
    public static LoadModel RampingInject(double rate, TimeSpan interval, TimeSpan during) =>
        new RampingInject { Rate = Rate.Of(rate, interval), During = during };

    /// <inheritdoc cref="Models.InjectRandom"/>
    /// <remarks>A rate holds for one <paramref name="interval"/>.</remarks>
    public static LoadModel InjectRandom(double minRate, double maxRate, TimeSpan interval, TimeSpan during) =>
        new InjectRandom
        {
            MinRate = Rate.Of(minRate, interval),
            MaxRate = Rate.Of(maxRate, interval),
            Interval = interval,
            During = during,
        };

    /// <inheritdoc cref="Models.Poisson"/>
    public static LoadModel Poisson(double rate, TimeSpan interval, TimeSpan during) =>
        new Poisson { Rate = Rate.Of(rate, interval), During = during };

    /// <inheritdoc cref="Models.KeepConstant"/>
    public static LoadModel KeepConstant(int copies, TimeSpan during) =>
        new KeepConstant { Copies = copies, During = during };

    /// <inheritdoc cref="Models.RampingConstant"/>
    public static LoadModel RampingConstant(int copies, TimeSpan during) =>
        new RampingConstant { Copies = copies, During = during };

    /// <inheritdoc cref="Models.IterationsForConstant"/>
    public static LoadModel IterationsForConstant(int copies, int iterations) =>
        new IterationsForConstant { Copies = copies, Iterations = iterations };

    /// <inheritdoc cref="Models.Pause"/>
    public static LoadModel Pause(TimeSpan during) => new Pause { During = during };
}
