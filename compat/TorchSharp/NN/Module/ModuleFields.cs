using System.Collections.Concurrent;
using System.Reflection;

namespace TorchSharp;

/// <summary>The fields of a module's type that can hold a component, with their names; found once per type.</summary>
internal static class ModuleFields
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<Type, (string Name, FieldInfo Field)[]> Known = new();

    internal static (string Name, FieldInfo Field)[] Of(Type type) => Known.GetOrAdd(type, Find);

    internal static FieldInfo? Find(Type type, string name) =>
        Array.Find(Of(type), entry => entry.Name == name).Field;

    // A derived class's field hides one of the same name further up.
    private static (string Name, FieldInfo Field)[] Find(Type type)
    {
        List<(string, FieldInfo)> found = [];
        HashSet<string> seen = [];
        for (Type? level = type; level is not null && level != typeof(torch.nn.Module); level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(Declared))
            {
                if (seen.Add(field.Name) && CanHold(field.FieldType))
                {
                    found.Add((field.ComponentName(), field));
                }
            }
        }

        return [.. found];
    }

    private static bool CanHold(Type type) =>
        type.IsInterface
        || type.IsAssignableFrom(typeof(torch.Tensor))
        || typeof(torch.Tensor).IsAssignableFrom(type)
        || type.IsAssignableFrom(typeof(torch.nn.Module))
        || typeof(torch.nn.Module).IsAssignableFrom(type);
}
