using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Stochastic gradient descent, with momentum where asked.</summary>
public class SGD : OptimizerHelper, optim.IMomentum
{
    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
    {
        CheckNotNegative(lr);
        CheckNotNegative(momentum);
        CheckNotNegative(weight_decay);
        if (nesterov && (momentum <= 0 || dampening != 0))
        {
            throw new ArgumentException("Nesterov momentum needs a momentum above 0 and no dampening.", nameof(nesterov));
        }

        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            momentum = momentum,
            dampening = dampening,
            weight_decay = weight_decay,
            nesterov = nesterov,
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
        options.momentum ??= defaults.momentum;
        options.dampening ??= defaults.dampening;
        options.weight_decay ??= defaults.weight_decay;
        options.nesterov ??= defaults.nesterov;
        options.maximize ??= defaults.maximize;
        Register(param_group, options, parameter => new State(parameter));
    }

    private void Update(ParamGroup group)
    {
        Options options = group.Options;
        double rate = options.RateInUse;
        double momentum = options.momentum!.Value;
        foreach (Parameter parameter in group.Parameters)
        {
            using Tensor? gradient = Gradient(parameter, options.maximize!.Value, options.weight_decay!.Value);
            if (gradient is null)
            {
                continue;
            }

            if (momentum == 0)
            {
                parameter.add_(gradient, alpha: -rate);
                continue;
            }

            State state = (State)_state[parameter.Handle];
            if (state.momentum_buffer is null)
            {
                state.momentum_buffer = gradient.clone().DetachFromDisposeScope();
            }
            else
            {
                state.momentum_buffer.mul_(momentum).add_(gradient, alpha: 1 - options.dampening!.Value);
            }

            if (options.nesterov!.Value)
            {
                parameter.add_(gradient, alpha: -rate).add_(state.momentum_buffer, alpha: -rate * momentum);
            }
            else
            {
                parameter.add_(state.momentum_buffer, alpha: -rate);
            }
        }
    }

    public sealed class State : OptimizerState, IDisposable
    {
        public Tensor? momentum_buffer;

        public State(Parameter parameter)
            : base(parameter)
        {
        }

        public void Dispose() => momentum_buffer?.Dispose();

        public override void Initialize(OptimizerOptions options) => Replace(ref momentum_buffer, null);

        public override void to(Device device) => Move(ref momentum_buffer, device);

        public override void SaveStateDict(BinaryWriter writer) => SaveConditionalStateTensor(writer, momentum_buffer);

        public override void LoadStateDict(BinaryReader reader) =>
            LoadConditionalStateTensor(reader, ref momentum_buffer, _parameter.device);

        public override void LoadStateDict(OptimizerState source) =>
            CopyFrom(ref momentum_buffer, ((State)source).momentum_buffer);

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && Close(momentum_buffer, state.momentum_buffer);
    }

    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(Required(momentum, nameof(momentum)));
            writer.Write(Required(dampening, nameof(dampening)));
            writer.Write(Required(weight_decay, nameof(weight_decay)));
            writer.Write(Required(nesterov, nameof(nesterov)));
            writer.Write(Required(maximize, nameof(maximize)));
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            momentum = reader.ReadDouble();
            dampening = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            nesterov = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            Options other = (Options)source;
            momentum = other.momentum;
            dampening = other.dampening;
            weight_decay = other.weight_decay;
            nesterov = other.nesterov;
            maximize = other.maximize;
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

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize })
        {
        }

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }
    }
}
