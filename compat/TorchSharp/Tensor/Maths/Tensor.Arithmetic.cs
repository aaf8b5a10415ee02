using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Calls an operator that changes this tensor, and returns this handle.</summary>
        private Tensor InPlace(string op, params ReadOnlySpan<Argument> arguments)
        {
            Aten.Run(op, arguments);
            return this;
        }

        public Tensor add(Tensor target) => Aten.Call("add.Tensor", this, target);

        public Tensor add(Tensor target, Scalar alpha) => Aten.Call("add.Tensor", this, target, alpha);

        public Tensor add(Scalar scalar) => Aten.Call("add.Scalar", this, scalar);

        public Tensor add(Scalar scalar, Scalar alpha) => Aten.Call("add.Scalar", this, scalar, alpha);

        public Tensor add_(Tensor target) => InPlace("add_.Tensor", this, target);

        public Tensor add_(Tensor target, Scalar alpha) => InPlace("add_.Tensor", this, target, alpha);

        public Tensor add_(Scalar scalar) => InPlace("add_.Scalar", this, scalar);

        public Tensor add_(Scalar scalar, Scalar alpha) => InPlace("add_.Scalar", this, scalar, alpha);

        public Tensor sub(Tensor target) => Aten.Call("sub.Tensor", this, target);

        public Tensor sub(Scalar target) => Aten.Call("sub.Scalar", this, target);

        public Tensor sub_(Tensor target) => InPlace("sub_.Tensor", this, target);

        public Tensor sub_(Scalar target) => InPlace("sub_.Scalar", this, target);

        public Tensor subtract(Tensor target) => sub(target);

        public Tensor subtract(Scalar target) => sub(target);

        public Tensor subtract_(Tensor target) => sub_(target);

        public Tensor subtract_(Scalar target) => sub_(target);

        public Tensor mul(Tensor target) => Aten.Call("mul.Tensor", this, target);

        public Tensor mul(Scalar target) => Aten.Call("mul.Scalar", this, target);

        public Tensor mul_(Tensor target) => InPlace("mul_.Tensor", this, target);

        public Tensor mul_(Scalar target) => InPlace("mul_.Scalar", this, target);

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.Call("div.Tensor_mode", this, target, Mode(rounding_mode));

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.Call("div.Scalar_mode", this, target, Mode(rounding_mode));

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            InPlace("div_.Tensor_mode", this, target, Mode(rounding_mode));

        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            InPlace("div_.Scalar_mode", this, target, Mode(rounding_mode));

        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        public Tensor true_divide(Tensor other) => Aten.Call("true_divide.Tensor", this, other);

        public Tensor true_divide(Scalar other) => Aten.Call("true_divide.Scalar", this, other);

        public Tensor true_divide_(Tensor other) => InPlace("true_divide_.Tensor", this, other);

        public Tensor true_divide_(Scalar other) => InPlace("true_divide_.Scalar", this, other);

        public Tensor floor_divide(Tensor other) => Aten.Call("floor_divide", this, other);

        public Tensor floor_divide(Scalar other) => Aten.Call("floor_divide.Scalar", this, other);

        public Tensor floor_divide_(Tensor other) => InPlace("floor_divide_.Tensor", this, other);

        public Tensor floor_divide_(Scalar other) => InPlace("floor_divide_.Scalar", this, other);

        public Tensor remainder(Tensor target) => Aten.Call("remainder.Tensor", this, target);

        public Tensor remainder(Scalar scalar) => Aten.Call("remainder.Scalar", this, scalar);

        public Tensor remainder_(Tensor target) => InPlace("remainder_.Tensor", this, target);

        public Tensor remainder_(Scalar scalar) => InPlace("remainder_.Scalar", this, scalar);

        public Tensor fmod(Tensor target) => Aten.Call("fmod.Tensor", this, target);

        public Tensor fmod(Scalar scalar) => Aten.Call("fmod.Scalar", this, scalar);

        public Tensor fmod_(Tensor target) => InPlace("fmod_.Tensor", this, target);

        public Tensor fmod_(Scalar scalar) => InPlace("fmod_.Scalar", this, scalar);

        public Tensor pow(Tensor exponent) => Aten.Call("pow.Tensor_Tensor", this, exponent);

        public Tensor pow(Scalar exponent) => Aten.Call("pow.Tensor_Scalar", this, exponent);

        public Tensor pow_(Tensor exponent) => InPlace("pow_.Tensor", this, exponent);

        public Tensor pow_(Scalar exponent) => InPlace("pow_.Scalar", this, exponent);

        public Tensor float_power(Tensor target) => Aten.Call("float_power.Tensor_Tensor", this, target);

        public Tensor float_power_(Tensor target) => InPlace("float_power_.Tensor", this, target);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Call("addcdiv", this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Aten.Call("addcdiv", this, tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace("addcdiv_", this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => InPlace("addcdiv_", this, tensor1, tensor2);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Call("addcmul", this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace("addcmul_", this, tensor1, tensor2, value);

        public Tensor lerp(Tensor end, Tensor weight) => Aten.Call("lerp.Tensor", this, end, weight);

        public Tensor lerp_(Tensor end, Tensor weight) => InPlace("lerp_.Tensor", this, end, weight);

        public Tensor hypot(Tensor other) => Aten.Call("hypot", this, other);

        public Tensor logaddexp(Tensor other) => Aten.Call("logaddexp", this, other);

        public Tensor logaddexp2(Tensor other) => Aten.Call("logaddexp2", this, other);

        public Tensor gcd(Tensor other) => Aten.Call("gcd", this, other);

        public Tensor gcd_(Tensor other) => InPlace("gcd_", this, other);

        public Tensor lcm(Tensor other) => Aten.Call("lcm", this, other);

        public Tensor lcm_(Tensor other) => InPlace("lcm_", this, other);

        public Tensor ldexp(Tensor other) => Aten.Call("ldexp.Tensor", this, other);

        public Tensor ldexp_(Tensor other) => InPlace("ldexp_", this, other);

        public Tensor copysign(Tensor other) => Aten.Call("copysign.Tensor", this, other);

        public Tensor copysign_(Tensor other) => InPlace("copysign_.Tensor", this, other);

        public Tensor nextafter(Tensor other) => Aten.Call("nextafter", this, other);

        public Tensor nextafter_(Tensor other) => InPlace("nextafter_", this, other);

        public Tensor heaviside(Tensor other) => Aten.Call("heaviside", this, other);

        public Tensor heaviside_(Tensor other) => InPlace("heaviside_", this, other);

        private static string? Mode(RoundingMode mode) => mode switch
        {
            RoundingMode.None => null,
            RoundingMode.trunc => "trunc",
            RoundingMode.floor => "floor",
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "must be None, trunc or floor."),
        };
    }
}
