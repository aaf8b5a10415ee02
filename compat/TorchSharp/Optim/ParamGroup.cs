namespace TorchSharp.Modules;

/// <summary>Parameters that share their options.</summary>
public class ParamGroup : torch.optim.ILearningRateController
{
    public IEnumerable<Parameter> Parameters { get; set; } = [];

    /// <summary>The group's options; those not set, or all of them when null, become the optimizer's when it takes the group.</summary>
    public OptimizerOptions? Options { get; set; }

    public double LearningRate
    {
        get => OptionsInUse.RateInUse;
        set => OptionsInUse.LearningRate = value;
    }

    public double InitialLearningRate
    {
        get => OptionsInUse.InitialLearningRate;
        set => OptionsInUse.InitialLearningRate = value;
    }

    private OptimizerOptions OptionsInUse =>
        Options ?? throw new InvalidOperationException("The parameter group has no options: no optimizer has taken it yet.");
}

public class ParamGroup<TOptions> : ParamGroup
    where TOptions : OptimizerOptions
{
    public ParamGroup()
    {
    }

    public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
    {
        Parameters = parameters;
        base.Options = options;
    }

    public new TOptions Options
    {
        get => (TOptions)base.Options!;
        set => base.Options = value;
    }
}
