using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015.</summary>
public class Adam : OptimizerHelper, optim.IBetas
{
    public Adam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    public Adam(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        CheckNotNegative(lr);
        CheckFraction(beta1);
        CheckFraction(beta2);
        CheckNotNegative(eps);
        CheckNotNegative(weight_decay);
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            beta1 = beta1,
            beta2 = beta2,
            eps = eps,
            weight_decay = weight_decay,
            amsgrad = amsgrad,
            maximize = maximize,
        };
        foreach (ParamGroup group in parameters)
        {
            add_param_group(group);
        }
    }

    public (double, double) Betas
    {
        get => ((Options)_defaults!).Betas;
        set => ((Options)_defaults!).Betas = value;
    }

    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Update, closure);

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        param_group.Options ??= new Options();
        Options options = (Options)param_group.Options;
        options.Complete((Options)_defaults!);
        Register(param_group, options, parameter => new State(parameter));
    }

    private void Update(ParamGroup group)
    {
        Options options = group.Options;
        foreach (Parameter parameter in group.Parameters)
        {
            using Tensor? gradient = Gradient(parameter, options.maximize!.Value, options.weight_decay!.Value);
            if (gradient is not null)
            {
                ((State)_state[parameter.Handle]).Update(parameter, gradient, options);
            }
        }
    }

    public sealed class State : AdamState
    {
        public State(Parameter parameter)
            : base(parameter)
        {
        }
    }

    public class Options : AdamOptions
    {
    }

    public class ParamGroup : ParamGroup<Options>, optim.IBetas
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
        {
        }

        public (double, double) Betas
        {
            get => Options.Betas;
            set => Options.Betas = value;
        }
    }
}
