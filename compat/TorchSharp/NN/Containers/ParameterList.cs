using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Parameters in a list; what the list holds now is what is found.</summary>
public class ParameterList(params Parameter[] parameters) : ComponentList<Parameter>("ParameterList", parameters)
{
    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
        Items.Select((parameter, i) => ($"{i}", parameter));

    public override bool has_parameter(string target) => get_parameter(target) is not null;

    public override Parameter? get_parameter(string target) =>
        int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < Items.Count ? Items[index] : null;

    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        for (int i = 0; i < Items.Count; i++)
        {
            Parameter old = Items[i];
            if (ReplaceParameter(dtype, device, old, out Parameter? fresh))
            {
                Items[i] = fresh!;
                old.Dispose();
            }
        }
    }

    private protected override void Register(string key, Parameter item) => register_parameter(key, item);
}
