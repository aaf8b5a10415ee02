using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.Call("clamp", this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.Call("clamp.Tensor", this, min, max);

        public Tensor clamp_max(Scalar max) => Aten.Call("clamp_max", this, max);

        public Tensor clamp_min(Scalar min) => Aten.Call("clamp_min", this, min);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => InPlace("clamp_", this, min, max);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => InPlace("clamp_.Tensor", this, min, max);

        public Tensor clamp_max_(Scalar max) => InPlace("clamp_max_", this, max);

        public Tensor clamp_min_(Scalar min) => InPlace("clamp_min_", this, min);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor maximum(Tensor other) => Aten.Call("maximum", this, other);

        public Tensor minimum(Tensor other) => Aten.Call("minimum", this, other);

        public Tensor fmax(Tensor other) => Aten.Call("fmax", this, other);

        public Tensor fmin(Tensor other) => Aten.Call("fmin", this, other);

        public Tensor max(Tensor other) => maximum(other);

        public Tensor min(Tensor other) => minimum(other);

        /// <summary>This tensor where the condition holds, the other one elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => condition.dtype == ScalarType.Bool
            ? Aten.Call("where.self", condition, this, y)
            : throw new ArgumentException($"must be a tensor of truth values; got {condition.dtype}.", nameof(condition));
    }
}
