namespace Uncertainty.Ood;

/// <summary>
/// How the p-values p_m of M detectors become one number, higher for an input that is more foreign. None of them is itself a p-value: the
/// detectors see the same input and depend on one another.
/// </summary>
public enum PValueCombination
{
    /// <summary>
    /// −2 Σ ln p_m: what several find odd counts together. Fisher, "Statistical Methods for Research Workers", 1932. Of independent detectors it
    /// would follow a χ² distribution with 2M degrees of freedom; those that agree push it above.
    /// </summary>
    Fisher,

    /// <summary>−min p_m: one that finds an input odd is enough. M min p_m is a p-value whatever the dependence (Bonferroni).</summary>
    Minimum,

    /// <summary>−max p_m: all must find an input odd. max p_m is a p-value where each of them is one.</summary>
    Maximum,

    /// <summary>
    /// −min M p_(m)/m over the p-values in order: between the two. A p-value where the detectors do not contradict one another. Simes, "An
    /// Improved Bonferroni Procedure for Multiple Tests of Significance", Biometrika 1986.
    /// </summary>
    Simes,

    /// <summary>
    /// −M / Σ 1/p_m: the small ones count most, as with <see cref="Minimum"/>, but not alone. Wilson, "The Harmonic Mean p-value for Combining
    /// Dependent Tests", PNAS 2019.
    /// </summary>
    HarmonicMean,
}
