using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Parameters by name; what the dictionary holds now is what is found.</summary>
public class ParameterDict() : ComponentDict<Parameter>("ParameterDict")
{
    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) => Items;

    public override bool has_parameter(string target) => Items.ContainsKey(target);

    public override Parameter? get_parameter(string target) => Items.TryGetValue(target, out Parameter? parameter) ? parameter : null;

    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        for (int i = 0; i < Items.Count; i++)
        {
            (string key, Parameter old) = Items[i];
            if (ReplaceParameter(dtype, device, old, out Parameter? fresh))
            {
                Items[i] = (key, fresh!);
                old.Dispose();
            }
        }
    }

    private protected override void Register(string key, Parameter item) => register_parameter(key, item);
}
