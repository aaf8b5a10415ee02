using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>RMSprop: Hinton, "Neural Networks for Machine Learning", lecture 6, 2012; centered as in Graves, 2013.</summary>
public class RMSProp : OptimizerHelper, optim.IMomentum
{
    public RMSProp(IEnumerable<Parameter> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0.0, bool centered = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
    {
    }

    public RMSProp(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0.0, bool centered = false, bool maximize = false)
    {
        CheckNotNegative(lr);
        CheckNotNegative(alpha);
        CheckNotNegative(eps);
        CheckNotNegative(weight_decay);
        CheckNotNegative(momentum);
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            alpha = alpha,
            eps = eps,
            weight_decay = weight_decay,
            momentum = momentum,
            centered = centered,
            maximize = maximize,
        };
        foreach (ParamGroup group in parameters)
        {
            add_param_group(group);
        }
    }

    public double Momentum
    {
        get => ((Options)_defaults!).momentum!.Value;
        set => ((Options)_defaults!).momentum = value;
    }

    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Update, closure);

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        Options defaults = (Options)_defaults!;
        param_group.Options ??= new Options();
        Options options = (Options)param_group.Options;
        options.LearningRate ??= defaults.LearningRate;
        options.alpha ??= defaults.alpha;
        options.eps ??= defaults.eps;
        options.weight_decay ??= defaults.weight_decay;
        options.momentum ??= defaults.momentum;
        options.centered ??= defaults.centered;
        options.maximize ??= defaults.maximize;
        Register(param_group, options, parameter => new State(parameter));
    }

    private void Update(ParamGroup group)
    {
        Options options = group.Options;
        double rate = options.RateInUse;
        double fresh = 1 - options.alpha!.Value;
        double momentum = options.momentum!.Value;
        foreach (Parameter parameter in group.Parameters)
        {
            using Tensor? gradient = Gradient(parameter, options.maximize!.Value, options.weight_decay!.Value);
            if (gradient is null)
            {
                continue;
            }

            State state = (State)_state[parameter.Handle];
            state.step++;
            state.square_avg!.mul_(options.alpha.Value).addcmul_(gradient, gradient, fresh);
            using Tensor root = options.centered!.Value ? state.CenteredSquare(gradient, fresh).sqrt_() : state.square_avg.sqrt();
            root.add_(options.eps!.Value);
            if (momentum > 0)
            {
                parameter.add_(state.momentum_buffer!.mul_(momentum).addcdiv_(gradient, root, 1), alpha: -rate);
            }
            else
            {
                parameter.addcdiv_(gradient, root, -rate);
            }
        }
    }

    public sealed class State : OptimizerState, IDisposable
    {
        public long step;
        public Tensor? square_avg;
        public Tensor? momentum_buffer;
        public Tensor? grad_avg;

        public State(Parameter parameter)
            : base(parameter)
        {
        }

        public void Dispose()
        {
            square_avg?.Dispose();
            momentum_buffer?.Dispose();
            grad_avg?.Dispose();
        }

        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            Zero(ref square_avg);
            Zero(ref momentum_buffer);
            Zero(ref grad_avg);
        }

        public override void to(Device device)
        {
            Move(ref square_avg, device);
            Move(ref momentum_buffer, device);
            Move(ref grad_avg, device);
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            writer.Write(step);
            square_avg!.Save(writer);
            SaveConditionalStateTensor(writer, momentum_buffer);
            SaveConditionalStateTensor(writer, grad_avg);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            step = reader.ReadInt64();
            Replace(ref square_avg, Read(reader, _parameter.device));
            LoadConditionalStateTensor(reader, ref momentum_buffer, _parameter.device);
            LoadConditionalStateTensor(reader, ref grad_avg, _parameter.device);
        }

        public override void LoadStateDict(OptimizerState source)
        {
            State other = (State)source;
            step = other.step;
            CopyFrom(ref square_avg, other.square_avg);
            CopyFrom(ref momentum_buffer, other.momentum_buffer);
            CopyFrom(ref grad_avg, other.grad_avg);
        }

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state
            && step == state.step
            && Close(square_avg, state.square_avg)
            && Close(momentum_buffer, state.momentum_buffer)
            && Close(grad_avg, state.grad_avg);

        /// <summary>The running square less the squared running mean: an estimate of the gradient's variance.</summary>
        internal Tensor CenteredSquare(Tensor gradient, double fresh)
        {
            Aten.Run("lerp_.Scalar", grad_avg, gradient, fresh);
            return square_avg!.addcmul(grad_avg!, grad_avg!, -1);
        }
    }

    public class Options : OptimizerOptions
    {
        public bool? maximize;
        public double? momentum;
        public double? alpha;
        public double? eps;
        public double? weight_decay;
        public bool? centered;

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(Required(maximize, nameof(maximize)));
            writer.Write(Required(momentum, nameof(momentum)));
            writer.Write(Required(alpha, nameof(alpha)));
            writer.Write(Required(eps, nameof(eps)));
            writer.Write(Required(weight_decay, nameof(weight_decay)));
            writer.Write(Required(centered, nameof(centered)));
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            maximize = reader.ReadBoolean();
            momentum = reader.ReadDouble();
            alpha = reader.ReadDouble();
            eps = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            centered = reader.ReadBoolean();
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            Options other = (Options)source;
            maximize = other.maximize;
            momentum = other.momentum;
            alpha = other.alpha;
            eps = other.eps;
            weight_decay = other.weight_decay;
            centered = other.centered;
        }
    }

    public class ParamGroup : ParamGroup<Options>, optim.IMomentum
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0, double momentum = 0.0, bool centered = false)
            : base(parameters, new Options { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum, centered = centered })
        {
        }

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }
    }
}
