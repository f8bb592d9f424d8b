using System.Reflection;
using System.Runtime.Loader;

namespace StreamBench.Conformance.Clients.InProcess;

/// <summary>Loads a client from an assembly of its own.</summary>
public static class ClientAssembly
{
    /// <summary>Makes an instance of a client's type.</summary>
    /// <param name="path">The assembly; what it needs lies beside it.</param>
    /// <param name="typeName">Full name of a class that implements <see cref="IConformanceClient"/>.</param>
    /// <exception cref="ClientUnavailableException">There is no such file, type or constructor, or the constructor throws.</exception>
    public static IConformanceClient Create(string path, string typeName)
    {
        var file = Path.GetFullPath(path);
        if (!File.Exists(file))
        {
            throw new ClientUnavailableException($"there is no assembly {file}; build the client first");
        }

        var assembly = Load(file);
        var type =
            assembly.GetType(typeName)
            ?? throw new ClientUnavailableException($"{file} has no type \"{typeName}\"; {Choice(assembly)}");
        if (!typeof(IConformanceClient).IsAssignableFrom(type))
        {
            throw new ClientUnavailableException(
                $"{type} does not implement {nameof(IConformanceClient)}; {Choice(assembly)}"
            );
        }

        try
        {
            return (IConformanceClient)Activator.CreateInstance(type)!;
        }
        catch (MissingMethodException e)
        {
            throw new ClientUnavailableException($"{type} needs a public constructor without parameters", e);
        }
        catch (TargetInvocationException e)
        {
            throw new ClientUnavailableException($"the constructor of {type} failed: {e.InnerException!.Message}", e);
        }
    }

    private static Assembly Load(string file)
    {
        try
        {
            return new Context(file).LoadFromAssemblyPath(file);
        }
        catch (BadImageFormatException e)
        {
            throw new ClientUnavailableException($"{file} is no .NET assembly; name the .dll that the build made", e);
        }
    }

    private static string Choice(Assembly assembly)
    {
        var types = assembly
            .GetExportedTypes()
            .Where(t => t.IsAssignableTo(typeof(IConformanceClient)) && !t.IsAbstract);
        var names = string.Join(", ", types.Select(t => t.FullName));
        return names.Length > 0
            ? $"choose from {names}"
            : $"no public class in it implements {typeof(IConformanceClient).FullName}";
    }

    // The client brings its own versions of everything but of what the harness is made of: the two have to mean the same types.
    private sealed class Context(string file) : AssemblyLoadContext(Path.GetFileName(file))
    {
        private readonly AssemblyDependencyResolver resolver = new(file);

        protected override Assembly? Load(AssemblyName name) =>
            IsOfHarness(name.Name!) ? Default.LoadFromAssemblyName(name)
            : resolver.ResolveAssemblyToPath(name) is { } path ? LoadFromAssemblyPath(path)
            : null;

        private static bool IsOfHarness(string name) =>
            name.StartsWith("StreamBench.", StringComparison.Ordinal)
            && File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
    }
}
