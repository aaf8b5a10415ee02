using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor erf() => Aten.Call("erf", this);

        public Tensor erf_() => InPlace("erf_", this);

        public Tensor erfc() => Aten.Call("erfc", this);

        public Tensor erfc_() => InPlace("erfc_", this);

        public Tensor erfinv() => Aten.Call("erfinv", this);

        public Tensor erfinv_() => InPlace("erfinv_", this);

        public Tensor lgamma() => Aten.Call("lgamma", this);

        public Tensor lgamma_() => InPlace("lgamma_", this);

        public Tensor digamma() => Aten.Call("digamma", this);

        public Tensor digamma_() => InPlace("digamma_", this);

        public Tensor i0() => Aten.Call("i0", this);

        public Tensor i0_() => InPlace("i0_", this);

        public Tensor polygamma(long p) => Aten.Call("polygamma", p, this);

        public Tensor polygamma_(long p) => InPlace("polygamma_", this, p);

        public Tensor mvlgamma(long p) => Aten.Call("mvlgamma", this, p);

        public Tensor mvlgamma_(long p) => InPlace("mvlgamma_", this, p);

        public Tensor igamma(Tensor other) => Aten.Call("igamma", this, other);

        public Tensor igammac(Tensor other) => Aten.Call("igammac", this, other);

        public Tensor logit(double? eps = null) => Aten.Call("logit", this, eps);

        public Tensor logit_(double? eps = null) => InPlace("logit_", this, eps);

        public Tensor xlogy(Tensor y) => Aten.Call("xlogy.Tensor", this, y);

        public Tensor xlogy(Scalar y) => Aten.Call("xlogy.Scalar_Other", this, y);

        public Tensor xlogy_(Tensor y) => InPlace("xlogy_.Tensor", this, y);

        public Tensor xlogy_(Scalar y) => InPlace("xlogy_.Scalar_Other", this, y);
    }
}
