using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Aten.Call("abs", this);

        public Tensor abs_() => InPlace("abs_", this);

        public Tensor absolute() => abs();

        public Tensor absolute_() => abs_();

        public Tensor neg() => Aten.Call("neg", this);

        public Tensor neg_() => InPlace("neg_", this);

        public Tensor negative() => neg();

        public Tensor positive() => Aten.Call("positive", this);

        public Tensor exp() => Aten.Call("exp", this);

        public Tensor exp_() => InPlace("exp_", this);

        public Tensor exp2() => Aten.Call("exp2", this);

        public Tensor exp2_() => InPlace("exp2_", this);

        public Tensor expm1() => Aten.Call("expm1", this);

        public Tensor expm1_() => InPlace("expm1_", this);

        public Tensor log() => Aten.Call("log", this);

        public Tensor log_() => InPlace("log_", this);

        public Tensor log10() => Aten.Call("log10", this);

        public Tensor log10_() => InPlace("log10_", this);

        public Tensor log1p() => Aten.Call("log1p", this);

        public Tensor log1p_() => InPlace("log1p_", this);

        public Tensor log2() => Aten.Call("log2", this);

        public Tensor log2_() => InPlace("log2_", this);

        public Tensor sqrt() => Aten.Call("sqrt", this);

        public Tensor sqrt_() => InPlace("sqrt_", this);

        public Tensor rsqrt() => Aten.Call("rsqrt", this);

        public Tensor rsqrt_() => InPlace("rsqrt_", this);

        public Tensor square() => pow(2);

        public Tensor reciprocal() => Aten.Call("reciprocal", this);

        public Tensor reciprocal_() => InPlace("reciprocal_", this);

        public Tensor sign() => Aten.Call("sign", this);

        public Tensor sign_() => InPlace("sign_", this);

        public Tensor sgn() => Aten.Call("sgn", this);

        public Tensor sgn_() => InPlace("sgn_", this);

        public Tensor signbit() => Aten.Call("signbit", this);

        public Tensor ceil() => Aten.Call("ceil", this);

        public Tensor ceil_() => InPlace("ceil_", this);

        public Tensor floor() => Aten.Call("floor", this);

        public Tensor floor_() => InPlace("floor_", this);

        public Tensor round(long decimals = 0L) => Aten.Call("round.decimals", this, decimals);

        public Tensor round_(long decimals = 0L) => InPlace("round_.decimals", this, decimals);

        public Tensor trunc() => Aten.Call("trunc", this);

        public Tensor trunc_() => InPlace("trunc_", this);

        public Tensor fix() => trunc();

        public Tensor fix_() => trunc_();

        public Tensor frac() => Aten.Call("frac", this);

        public Tensor frac_() => InPlace("frac_", this);

        public Tensor deg2rad() => Aten.Call("deg2rad", this);

        public Tensor deg2rad_() => InPlace("deg2rad_", this);

        public Tensor rad2deg() => Aten.Call("rad2deg", this);

        public Tensor rad2deg_() => InPlace("rad2deg_", this);

        public (Tensor Mantissa, Tensor Exponent) frexp() => Aten.Call2("frexp.Tensor", this);

        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) =>
            Aten.Call("nan_to_num", this, nan, posinf, neginf);

        public Tensor nan_to_num_(double nan = 0d, double? posinf = null, double? neginf = null) =>
            InPlace("nan_to_num_", this, nan, posinf, neginf);
    }
}
