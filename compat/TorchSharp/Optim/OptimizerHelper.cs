using System.Runtime.CompilerServices;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Parameter groups, per-parameter states, and their saving: what all optimizers have in common.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    protected OptimizerOptions? _defaults;

    protected OrderedDict<nint, OptimizerState> _state = new();

    public override IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

    public override void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

    /// <summary>Fills the gradients there are with zeros, and lets go of the graphs that they came from.</summary>
    public override void zero_grad()
    {
        foreach (Parameter parameter in parameters())
        {
            parameter.ZeroGradient();
        }
    }

    public void to(Device device)
    {
        foreach (Parameter parameter in parameters())
        {
            _state[parameter.Handle].to(device);
        }
    }

    public virtual StateDictionary state_dict()
    {
        StateDictionary all = new();
        foreach (ParamGroup group in _parameter_groups)
        {
            all.Options.Add(group.Options!);
            List<int> indices = [];
            foreach (Parameter parameter in group.Parameters)
            {
                indices.Add(all.State.Count);
                all.State.Add(_state[parameter.Handle]);
            }

            all.StateIndexRef.Add(indices);
        }

        return all;
    }

    public virtual void load_state_dict(StateDictionary state_dict)
    {
        StateDictionary mine = this.state_dict();
        CheckCounts(mine, state_dict.Options.Count, state_dict.State.Count);
        for (int i = 0; i < mine.Options.Count; i++)
        {
            if (!ReferenceEquals(mine.Options[i], state_dict.Options[i]))
            {
                mine.Options[i].LoadStateDict(state_dict.Options[i]);
            }
        }

        for (int i = 0; i < mine.State.Count; i++)
        {
            if (!ReferenceEquals(mine.State[i], state_dict.State[i]))
            {
                mine.State[i].LoadStateDict(state_dict.State[i]);
            }
        }
    }

    public void save_state_dict(string location)
    {
        using BinaryWriter writer = new(File.Create(location));
        save_state_dict(writer);
    }

    public void load_state_dict(string location)
    {
        using BinaryReader reader = new(File.OpenRead(location));
        load_state_dict(reader);
    }

    public void save_state_dict(BinaryWriter writer)
    {
        StateDictionary mine = state_dict();
        writer.Write(GetType().Name);
        writer.Write7BitEncodedInt64(mine.Options.Count);
        writer.Write7BitEncodedInt64(mine.State.Count);
        mine.Options.ForEach(options => options.SaveStateDict(writer));
        mine.State.ForEach(state => state.SaveStateDict(writer));
    }

    public void load_state_dict(BinaryReader reader)
    {
        string saved = reader.ReadString();
        if (saved != GetType().Name)
        {
            throw new InvalidDataException($"The saved state is of the optimizer {saved}; this is {GetType().Name}.");
        }

        StateDictionary mine = state_dict();
        CheckCounts(mine, reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        mine.Options.ForEach(options => options.LoadStateDict(reader));
        mine.State.ForEach(state => state.LoadStateDict(reader));
    }

    /// <summary>Runs the closure with gradients and the body without, once for each group.</summary>
    protected Tensor? _step<T>(Action<T> body, Func<Tensor>? loss_closure = null)
        where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
        {
            using (enable_grad())
            {
                loss = loss_closure();
            }
        }

        using (no_grad())
        {
            using DisposeScope temporaries = NewDisposeScope();
            foreach (ParamGroup group in _parameter_groups)
            {
                body((T)group);
            }
        }

        return loss;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach ((nint _, OptimizerState state) in _state)
            {
                (state as IDisposable)?.Dispose();
            }

            _state.Clear();
        }

        base.Dispose(disposing);
    }

    /// <summary>Takes a group whose options are complete, and makes the states of its parameters.</summary>
    private protected void Register(ParamGroup group, OptimizerOptions options, Func<Parameter, OptimizerState> newState)
    {
        options.InitialLearningRate = options.RateInUse;
        group.Parameters = [.. group.Parameters];
        _parameter_groups.Add(group);
        foreach (Parameter parameter in group.Parameters)
        {
            OptimizerState state = newState(parameter);
            _state[parameter.Handle] = state;
            state.Initialize(options);
        }
    }

    /// <summary>The gradient, negated to maximize, with the weight decay added; null where there is none. The caller's to dispose.</summary>
    private protected static Tensor? Gradient(Parameter parameter, bool maximize, double weightDecay)
    {
        Tensor? gradient = parameter.grad;
        if (gradient is not null && maximize)
        {
            using Tensor ascent = gradient;
            gradient = ascent.neg();
        }

        if (gradient is not null && weightDecay != 0)
        {
            using Tensor bare = gradient;
            gradient = bare.add(parameter, alpha: weightDecay);
        }

        return gradient;
    }

    private protected static void CheckNotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= 0))
        {
            throw new ArgumentOutOfRangeException(name, value, "must not be negative.");
        }
    }

    private protected static void CheckFraction(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, "must be in range [0, 1).");
        }
    }

    private static void CheckCounts(StateDictionary mine, long options, long states)
    {
        if (options != mine.Options.Count || states != mine.State.Count)
        {
            throw new ArgumentException(
                $"The saved state has {options} parameter groups and {states} parameters; "
                + $"this optimizer has {mine.Options.Count} and {mine.State.Count}.");
        }
    }
}
