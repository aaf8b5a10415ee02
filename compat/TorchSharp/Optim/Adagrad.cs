using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Duchi, Hazan and Singer, "Adaptive Subgradient Methods", JMLR 12, 2011.</summary>
public class Adagrad : OptimizerHelper
{
    public Adagrad(IEnumerable<Parameter> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
        : this([new ParamGroup { Parameters = parameters }], lr, lr_decay, weight_decay, initial_accumulator_value, eps)
    {
    }

    public Adagrad(IEnumerable<ParamGroup> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
    {
        CheckNotNegative(lr);
        CheckNotNegative(lr_decay);
        CheckNotNegative(weight_decay);
        CheckNotNegative(initial_accumulator_value);
        CheckNotNegative(eps);
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            lr_decay = lr_decay,
            weight_decay = weight_decay,
            initial_accumulator_value = initial_accumulator_value,
            eps = eps,
        };
        foreach (ParamGroup group in parameters)
        {
            add_param_group(group);
        }
    }

    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Update, closure);

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        Options defaults = (Options)_defaults!;
        param_group.Options ??= new Options();
        Options options = (Options)param_group.Options;
        options.LearningRate ??= defaults.LearningRate;
        options.lr_decay ??= defaults.lr_decay;
        options.weight_decay ??= defaults.weight_decay;
        options.initial_accumulator_value ??= defaults.initial_accumulator_value;
        options.eps ??= defaults.eps;
        Register(param_group, options, parameter => new State(parameter));
    }

    private void Update(ParamGroup group)
    {
        Options options = group.Options;
        foreach (Parameter parameter in group.Parameters)
        {
            using Tensor? gradient = Gradient(parameter, maximize: false, options.weight_decay!.Value);
            if (gradient is null)
            {
                continue;
            }

            State state = (State)_state[parameter.Handle];
            double rate = options.RateInUse / (1 + (state.step * options.lr_decay!.Value));
            state.step++;
            using Tensor root = state.sum!.addcmul_(gradient, gradient, 1).sqrt();
            parameter.addcdiv_(gradient, root.add_(options.eps!.Value), -rate);
        }
    }

    public sealed class State : OptimizerState, IDisposable
    {
        public long step;
        public Tensor? sum;

        public State(Parameter parameter)
            : base(parameter)
        {
        }

        public void Dispose() => sum?.Dispose();

        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            Zero(ref sum);
            sum!.fill_(((Options)options).initial_accumulator_value!.Value);
        }

        public override void to(Device device) => Move(ref sum, device);

        public override void SaveStateDict(BinaryWriter writer)
        {
            writer.Write(step);
            sum!.Save(writer);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            step = reader.ReadInt64();
            Replace(ref sum, Read(reader, _parameter.device));
        }

        public override void LoadStateDict(OptimizerState source)
        {
            State other = (State)source;
            step = other.step;
            CopyFrom(ref sum, other.sum);
        }

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && step == state.step && Close(sum, state.sum);
    }

    public class Options : OptimizerOptions
    {
        public double? lr_decay;
        public double? initial_accumulator_value;
        public double? eps;
        public double? weight_decay;

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(Required(lr_decay, nameof(lr_decay)));
            writer.Write(Required(initial_accumulator_value, nameof(initial_accumulator_value)));
            writer.Write(Required(eps, nameof(eps)));
            writer.Write(Required(weight_decay, nameof(weight_decay)));
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            lr_decay = reader.ReadDouble();
            initial_accumulator_value = reader.ReadDouble();
            eps = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            Options other = (Options)source;
            lr_decay = other.lr_decay;
            initial_accumulator_value = other.initial_accumulator_value;
            eps = other.eps;
            weight_decay = other.weight_decay;
        }
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
            : base(parameters, new Options { LearningRate = lr, lr_decay = lr_decay, weight_decay = weight_decay, initial_accumulator_value = initial_accumulator_value, eps = eps })
        {
        }
    }
}
