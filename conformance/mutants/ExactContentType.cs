using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: only <c>text/event-stream</c> to the letter is a stream.</summary>
public sealed class ExactContentType : IMutant
{
    /// <inheritdoc/>
    public string Name => "exact-content-type";

    /// <inheritdoc/>
    public string Bug => "compares the content type as text, parameters and all";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FRM-007"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right;

    /// <inheritdoc/>
    public HttpMessageHandler PlantBelow(HttpMessageHandler right) => new Strict(right);
}

/// <summary>Spoils every other spelling.</summary>
file sealed class Strict(HttpMessageHandler right) : DelegatingHandler(right)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await base.SendAsync(request, cancellationToken);
        var type = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values)
            ? values.ToString()
            : "";
        if (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) && type != "text/event-stream")
        {
            response.Content.Headers.Remove("Content-Type");
        }

        return response;
    }
}
