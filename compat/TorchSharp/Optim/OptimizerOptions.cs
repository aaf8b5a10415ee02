namespace TorchSharp.Modules;

/// <summary>The numbers that steer an optimizer, one set for each parameter group.</summary>
public class OptimizerOptions
{
    public double? LearningRate { get; set; }

    public double InitialLearningRate { get; set; }

    internal double RateInUse => Required(LearningRate, nameof(LearningRate));

    public virtual void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(InitialLearningRate);
        writer.Write(RateInUse);
    }

    public virtual void LoadStateDict(BinaryReader reader)
    {
        InitialLearningRate = reader.ReadDouble();
        LearningRate = reader.ReadDouble();
    }

    public virtual void LoadStateDict(OptimizerOptions source)
    {
        InitialLearningRate = source.InitialLearningRate;
        LearningRate = source.LearningRate;
    }

    internal static T Required<T>(T? option, string name)
        where T : struct =>
        option ?? throw new InvalidOperationException($"The option {name} is not set: no optimizer has taken the group yet.");
}
