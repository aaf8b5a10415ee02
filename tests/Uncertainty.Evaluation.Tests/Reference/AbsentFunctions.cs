namespace Uncertainty.Evaluation.Tests;

/// <summary>
/// Recorded functions that no member answers: there is none yet, or the convention is not ours (the one_class functions, recorded as variants
/// alone, are errors here, distributions.categorical_torch gives impossible classes a probability, distributions.kl_logistic_numeric is no closed
/// form, layers.mc_batch_norm divides by one less than training mode does, layers.sampled_complexity carries constants of one package's own,
/// layers.learned_confidence_loss_sum sums over the batch and gives all the hint, layers.evidential_regression_loss_meinert is another loss without α,
/// calibration.adaptive_ece_fixed_count leaves the most confident bin out of its sum by a slip, ranking.detection_error_at_95 weighs misses by the
/// share of negatives and false alarms by that of positives by another, ranking.aurra, one minus AURC, takes equal confidences in the order that
/// an unstable sort leaves, and decomposition.total_std_eps, recorded as a variant alone, adds 1e-6 to every variance). Whoever
/// adds a member takes its function out of here and dispatches it.
/// </summary>
internal static class AbsentFunctions
{
    public static IReadOnlyList<string> All { get; } =
    [
        "calibration.adaptive_ece_fixed_count",

        "decomposition.total_std_eps",

        "distributions.categorical_torch", "distributions.kl_logistic_numeric",

        "layers.mc_batch_norm", "layers.sampled_complexity", "layers.learned_confidence_loss_sum", "layers.evidential_regression_loss_meinert",
        "layers.weighted_cross_entropy", "layers.class_balanced_weights", "layers.class_balanced_cross_entropy",
        "layers.class_balanced_softmax_bce", "layers.class_balanced_focal", "layers.focal_sigmoid", "layers.focal_softmax",
        "layers.focal_softmax_weighted", "layers.ldam", "layers.ldam_weighted", "layers.balanced_softmax",
        "layers.cost_sensitive_cross_entropy", "layers.class_dependent_temperatures", "layers.label_smoothing",
        "layers.label_aware_smoothing", "layers.mixup", "layers.remix",

        "ranking.detection_error_at_95", "ranking.aurra", "ranking.auroc_one_class", "ranking.average_precision_one_class",
        "ranking.fpr95_one_class",
    ];
}
