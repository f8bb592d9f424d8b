#pragma warning disable IDE0130 // The names are those of the library that this stands in for.
using System.Collections.Concurrent;
using NBomber.Contracts;

namespace NBomber.Contracts
{
    /// <summary>What the bridge sees of NBomber 4.x, and no more: NBomber cannot be restored everywhere, and is not ours to ship.</summary>
    public interface IResponse
    {
        string StatusCode { get; }

        bool IsError { get; }

        int SizeBytes { get; }

        string Message { get; }
    }

    public sealed record Response<T>(string StatusCode, bool IsError, int SizeBytes, string Message) : IResponse;

    public interface IScenarioContext
    {
        int InvocationNumber { get; }
    }

    public sealed record ScenarioProps(string ScenarioName, Func<IScenarioContext, Task<IResponse>> Run);
}

namespace NBomber.CSharp
{
    public static class Scenario
    {
        public static ScenarioProps Create(string name, Func<IScenarioContext, Task<IResponse>> run) => new(name, run);
    }

    public static class Response
    {
        public static Response<object> Ok(string statusCode = "", int sizeBytes = 0, string message = "") =>
            new(statusCode, IsError: false, sizeBytes, message);

        public static Response<object> Fail(string statusCode = "", string message = "", int sizeBytes = 0) =>
            new(statusCode, IsError: true, sizeBytes, message);
    }

    public static class Step
    {
        /// <summary>Runs and notes a step. As there, one that failed ends the iteration.</summary>
        public static async Task<Response<T>> Run<T>(string name, IScenarioContext context, Func<Task<Response<T>>> run)
        {
            var response = await run();
            ((StandInContext)context).Steps[name] = response;
            return response.IsError ? throw new IterationEndedException(name) : response;
        }
    }

    /// <summary>One iteration of one copy of a scenario.</summary>
    public sealed class StandInContext : IScenarioContext
    {
        public int InvocationNumber => 1;

        public ConcurrentDictionary<string, IResponse> Steps { get; } = new(StringComparer.Ordinal);
    }

    public sealed class IterationEndedException(string step) : Exception($"step {step} failed");
}
