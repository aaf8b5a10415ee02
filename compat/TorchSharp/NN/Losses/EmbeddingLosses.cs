using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public sealed class CosineEmbeddingLoss : Loss<Tensor, Tensor, Tensor, Tensor>
{
    public CosineEmbeddingLoss(double margin = 0.0, Reduction reduction = Reduction.Mean)
        : base(reduction) =>
        this.margin = margin;

    public double margin { get; }

    public override Tensor forward(Tensor input1, Tensor input2, Tensor target) =>
        functional.cosine_embedding_loss(input1, input2, target, margin, reduction);
}

public sealed class HingeEmbeddingLoss : Loss<Tensor, Tensor, Tensor>
{
    public HingeEmbeddingLoss(double margin = 0.0, Reduction reduction = Reduction.Mean)
        : base(reduction) =>
        this.margin = margin;

    public double margin { get; }

    public override Tensor forward(Tensor input, Tensor target) =>
        functional.hinge_embedding_loss(input, target, margin, reduction);
}

public sealed class MarginRankingLoss : Loss<Tensor, Tensor, Tensor, Tensor>
{
    public MarginRankingLoss(double margin = 0.0, Reduction reduction = Reduction.Mean)
        : base(reduction) =>
        this.margin = margin;

    public double margin { get; }

    public override Tensor forward(Tensor input1, Tensor input2, Tensor target) =>
        functional.margin_ranking_loss(input1, input2, target, margin, reduction);
}

public sealed class TripletMarginLoss : Loss<Tensor, Tensor, Tensor, Tensor>
{
    public TripletMarginLoss(double margin = 1.0, long p = 2, double eps = 1e-06, bool swap = false, Reduction reduction = Reduction.Mean)
        : base(reduction)
    {
        this.margin = margin;
        this.p = p;
        this.eps = eps;
        this.swap = swap;
    }

    public double margin { get; }

    public long p { get; }

    public double eps { get; }

    public bool swap { get; }

    public override Tensor forward(Tensor anchor, Tensor positive, Tensor negative) =>
        functional.triplet_margin_loss(anchor, positive, negative, margin, p, eps, swap, reduction);
}

public sealed class TripletMarginWithDistanceLoss : Loss<Tensor, Tensor, Tensor, Tensor>
{
    public TripletMarginWithDistanceLoss(Func<Tensor, Tensor, Tensor>? distance = null, double margin = 1.0, bool swap = false, Reduction reduction = Reduction.Mean)
        : base(reduction)
    {
        this.distance = distance;
        this.margin = margin;
        this.swap = swap;
    }

    public Func<Tensor, Tensor, Tensor>? distance { get; }

    public double margin { get; }

    public bool swap { get; }

    public override Tensor forward(Tensor anchor, Tensor positive, Tensor negative) =>
        functional.triplet_margin_with_distance_loss(anchor, positive, negative, distance, margin, swap, reduction);
}
