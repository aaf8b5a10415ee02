namespace TorchSharp.Modules;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> are steered by.</summary>
public abstract class AdamOptions : OptimizerOptions
{
    public double? beta1;
    public double? beta2;
    public double? weight_decay;
    public double? eps;
    public bool? amsgrad;
    public bool? maximize;

    private protected AdamOptions()
    {
    }

    internal (double, double) Betas
    {
        get => (Required(beta1, nameof(beta1)), Required(beta2, nameof(beta2)));
        set => (beta1, beta2) = value;
    }

    public override void SaveStateDict(BinaryWriter writer)
    {
        base.SaveStateDict(writer);
        writer.Write(Required(beta1, nameof(beta1)));
        writer.Write(Required(beta2, nameof(beta2)));
        writer.Write(Required(eps, nameof(eps)));
        writer.Write(Required(weight_decay, nameof(weight_decay)));
        writer.Write(Required(amsgrad, nameof(amsgrad)));
        writer.Write(Required(maximize, nameof(maximize)));
    }

    public override void LoadStateDict(BinaryReader reader)
    {
        base.LoadStateDict(reader);
        beta1 = reader.ReadDouble();
        beta2 = reader.ReadDouble();
        eps = reader.ReadDouble();
        weight_decay = reader.ReadDouble();
        amsgrad = reader.ReadBoolean();
        maximize = reader.ReadBoolean();
    }

    public override void LoadStateDict(OptimizerOptions source)
    {
        base.LoadStateDict(source);
        AdamOptions other = (AdamOptions)source;
        beta1 = other.beta1;
        beta2 = other.beta2;
        eps = other.eps;
        weight_decay = other.weight_decay;
        amsgrad = other.amsgrad;
        maximize = other.maximize;
    }

    internal void Complete(AdamOptions defaults)
    {
        LearningRate ??= defaults.LearningRate;
        beta1 ??= defaults.beta1;
        beta2 ??= defaults.beta2;
        eps ??= defaults.eps;
        weight_decay ??= defaults.weight_decay;
        amsgrad ??= defaults.amsgrad;
        maximize ??= defaults.maximize;
    }
}
