using System.Globalization;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules in a row, each fed with what the one before gave. It owns them.</summary>
public class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<(string Name, nn.IModule<Tensor, Tensor> Module)> _modules = [];

    internal Sequential()
        : base(nameof(Sequential))
    {
    }

    protected Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules)
        : this()
    {
        foreach ((string name, nn.Module<Tensor, Tensor> submodule) in modules)
        {
            Add(name, submodule);
        }
    }

    protected Sequential(params nn.Module<Tensor, Tensor>[] modules)
        : this()
    {
        foreach (nn.Module<Tensor, Tensor> submodule in modules)
        {
            Add(submodule);
        }
    }

    public int Count => _modules.Count;

    [IndexerName("SequentialItems")]
    public nn.IModule<Tensor, Tensor> this[int index] => _modules[index].Module;

    /// <summary>The modules from start up to, not including, end. They are this one's still: dispose one of the two.</summary>
    [IndexerName("SequentialItems")]
    public Sequential this[(int? start, int? end) index] => Slice(index.start ?? 0, index.end ?? _modules.Count);

    [IndexerName("SequentialItems")]
    public Sequential this[Range index] => Slice(index.Start.GetOffset(_modules.Count), index.End.GetOffset(_modules.Count));

    public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        Add(name, module);
        return this;
    }

    public Sequential append(nn.IModule<Tensor, Tensor> module)
    {
        Add(module);
        return this;
    }

    /// <summary>Runs the modules; what passes between two of them is disposed as soon as it has been used.</summary>
    public override Tensor forward(Tensor tensor)
    {
        if (_modules.Count == 0)
        {
            return tensor.alias();
        }

        Tensor current = _modules[0].Module.call(tensor);
        for (int i = 1; i < _modules.Count; i++)
        {
            Tensor next = _modules[i].Module.call(current);

            // A module may hand on what it got; the input is the caller's.
            if (!ReferenceEquals(current, next) && !ReferenceEquals(current, tensor))
            {
                current.Dispose();
            }

            current = next;
        }

        return current;
    }

    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
    {
        HashSet<nint> seen = [];
        foreach ((string child, nn.Module module) in recurse ? named_children() : [])
        {
            foreach ((string key, Parameter parameter) in module.named_parameters(true))
            {
                if (seen.Add(parameter.Handle))
                {
                    yield return ($"{child}.{key}", parameter);
                }
            }
        }
    }

    public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
    {
        HashSet<nint> seen = [];
        foreach ((string child, nn.Module module) in recurse ? named_children() : [])
        {
            foreach ((string key, Tensor buffer) in module.named_buffers(true, include_nonpersistent))
            {
                if (seen.Add(buffer.Handle))
                {
                    yield return ($"{child}.{key}", buffer);
                }
            }
        }
    }

    public override IEnumerable<(string name, nn.Module module)> named_children() =>
        _modules.Select(entry => (entry.Name, (nn.Module)entry.Module));

    public override IEnumerable<(string name, nn.Module module)> named_modules()
    {
        foreach ((string child, nn.Module module) in named_children())
        {
            yield return (child, module);
        }

        foreach ((string child, nn.Module module) in named_children())
        {
            foreach ((string key, nn.Module below) in module.named_modules())
            {
                yield return ($"{child}.{key}", below);
            }
        }
    }

    public override nn.Module apply(Action<nn.Module> fn)
    {
        foreach ((string _, nn.Module module) in named_children())
        {
            module.apply(fn);
        }

        fn(this);
        return this;
    }

    internal void Add(string name, nn.IModule<Tensor, Tensor> module) => _modules.Add((name, module));

    internal void Add(nn.IModule<Tensor, Tensor> module) => Add(_modules.Count.ToString(CultureInfo.InvariantCulture), module);

    private Sequential Slice(int start, int end)
    {
        if (start < 0 || start > _modules.Count || end < 0 || end > _modules.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(start), $"{start}..{end}", $"must lie in 0..{_modules.Count}.");
        }

        Sequential slice = new();
        for (int i = start; i < end; i++)
        {
            slice.Add(_modules[i].Name, _modules[i].Module);
        }

        return slice;
    }
}
