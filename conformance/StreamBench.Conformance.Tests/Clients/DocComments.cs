using System.Reflection;
using System.Xml.Linq;
using StreamBench.Conformance.Clients;

namespace StreamBench.Conformance.Tests.Clients;

/// <summary>The docstrings of the messages, so that the schemas say what the code says.</summary>
internal sealed class DocComments
{
    private readonly Dictionary<string, XElement> members;

    private DocComments(Dictionary<string, XElement> members) => this.members = members;

    internal static DocComments Load()
    {
        var assembly = typeof(IClientUnderTest).Assembly;
        var file = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
        return new DocComments(
            // Types of one file each may share a name; none of them is a message.
            XDocument
                .Load(file)
                .Descendants("member")
                .DistinctBy(member => member.Attribute("name")!.Value)
                .ToDictionary(member => member.Attribute("name")!.Value)
        );
    }

    /// <summary>The summary of a type or property; for a property of a positional record its parameter's text.</summary>
    internal string? Of(MemberInfo member)
    {
        var text = member is Type type
            ? members.GetValueOrDefault($"T:{type.FullName}")?.Element("summary")
            : members.GetValueOrDefault($"P:{member.DeclaringType!.FullName}.{member.Name}")?.Element("summary")
                ?? members
                    .GetValueOrDefault($"T:{member.DeclaringType.FullName}")
                    ?.Elements("param")
                    .FirstOrDefault(p => p.Attribute("name")!.Value == member.Name);
        return text is null ? null : Flatten(text);
    }

    private static string Flatten(XElement text)
    {
        foreach (var reference in text.Descendants("see").ToArray())
        {
            reference.ReplaceWith(reference.Attribute("cref")!.Value.Split('.')[^1]);
        }

        return string.Join(' ', text.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
