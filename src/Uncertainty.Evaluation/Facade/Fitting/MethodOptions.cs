using Uncertainty.Bnn;

namespace Uncertainty.Evaluation;

/// <summary>The options of a method's sampler, with the draws and the seed that are said in one place for all.</summary>
internal static class MethodOptions
{
    public static McDropoutOptions McDropout(UncertaintyEvaluationOptions options)
    {
        McDropoutOptions own = Own<McDropoutOptions>(options);
        Untouched(own.Draws == new McDropoutOptions().Draws && own.Seed == 0);
        return own with { Draws = options.Draws ?? own.Draws, Seed = options.Seed };
    }

    public static McBatchNormOptions McBatchNorm(UncertaintyEvaluationOptions options)
    {
        McBatchNormOptions own = Own<McBatchNormOptions>(options);
        Untouched(own.Draws == new McBatchNormOptions().Draws);
        return own with { Draws = options.Draws ?? own.Draws };
    }

    public static LaplaceOptions Laplace(UncertaintyEvaluationOptions options)
    {
        LaplaceOptions own = Own<LaplaceOptions>(options);
        Untouched(own.Draws == new LaplaceOptions().Draws && own.Seed == 0);
        return own with { Draws = options.Draws ?? own.Draws, Seed = options.Seed };
    }

    public static SingleNetworkOptions SingleNetwork(UncertaintyEvaluationOptions options) => options.Draws is null or 1
        ? Own<SingleNetworkOptions>(options)
        : throw OptionErrors.Wrong($"Draws must be 1 or null where the method is SingleNetwork; got {options.Draws}.");

    public static AleatoricHeadOptions Head(UncertaintyEvaluationOptions options)
    {
        AleatoricHeadOptions own = options.Head!;
        return own.Seed == 0
            ? own with { Seed = options.Seed }
            : throw OptionErrors.Wrong("Head must leave its Seed at 0: the Seed of the evaluation's own options holds for both.");
    }

    private static T Own<T>(UncertaintyEvaluationOptions options)
        where T : SamplingOptions, new() => options.Sampling switch
        {
            null => new T(),
            T own => own,
            _ => throw OptionErrors.Wrong(
                $"Sampling must be {typeof(T).Name} where the method is {options.Method}; got {options.Sampling.GetType().Name}."),
        };

    private static void Untouched(bool holds) => OptionErrors.Require(
        holds, "Sampling must leave its Draws and Seed alone: they are said once, as Draws and Seed of the evaluation's own options.");
}
