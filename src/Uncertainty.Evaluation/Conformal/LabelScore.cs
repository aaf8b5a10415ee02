namespace Uncertainty.Evaluation;

/// <summary>How badly a label fits the probabilities of an input: higher is worse, and lower probabilities never score less.</summary>
public enum LabelScore
{
    /// <summary>
    /// LAC (THR): 1 - p_y, in [0, 1]. The smallest sets on average; easy inputs are covered more often than hard ones, and hard ones may
    /// get empty sets.
    /// </summary>
    /// <remarks>Sadinle, Lei, Wasserman, "Least Ambiguous Set-Valued Classifiers with Bounded Error Levels", JASA 2019.</remarks>
    LeastAmbiguous,

    /// <summary>
    /// APS: the sum of the probabilities from the highest down to that of the label, in [0, 1]. Sets follow how hard an input is; they are
    /// larger.
    /// </summary>
    /// <remarks>Romano, Sesia, Candès, "Classification with Valid and Adaptive Coverage", NeurIPS 2020.</remarks>
    AdaptiveSets,

    /// <summary>RAPS: that of APS plus λ · max(0, rank of the label - k_reg), ranks from 1. Keeps the sets of many classes small.</summary>
    /// <remarks>
    /// Angelopoulos, Bates, Malik, Jordan, "Uncertainty Sets for Image Classifiers using Conformal Prediction", ICLR 2021, Eq. (4).
    /// </remarks>
    RegularisedAdaptiveSets,
}
