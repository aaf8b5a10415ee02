using System.Diagnostics.CodeAnalysis;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Aten.Call("eq.Tensor", this, target);

        public Tensor eq(Scalar target) => Aten.Call("eq.Scalar", this, target);

        public Tensor eq_(Tensor target) => InPlace("eq_.Tensor", this, target);

        public Tensor eq_(Scalar target) => InPlace("eq_.Scalar", this, target);

        public Tensor equal(Tensor target) => eq(target);

        public Tensor ne(Tensor target) => Aten.Call("ne.Tensor", this, target);

        public Tensor ne(Scalar target) => Aten.Call("ne.Scalar", this, target);

        public Tensor ne_(Tensor target) => InPlace("ne_.Tensor", this, target);

        public Tensor ne_(Scalar target) => InPlace("ne_.Scalar", this, target);

        public Tensor not_equal(Tensor target) => ne(target);

        public Tensor not_equal_(Tensor target) => ne_(target);

        public Tensor lt(Tensor target) => Aten.Call("lt.Tensor", this, target);

        public Tensor lt(Scalar target) => Aten.Call("lt.Scalar", this, target);

        public Tensor lt_(Tensor target) => InPlace("lt_.Tensor", this, target);

        public Tensor lt_(Scalar target) => InPlace("lt_.Scalar", this, target);

        public Tensor less(Tensor target) => lt(target);

        public Tensor le(Tensor target) => Aten.Call("le.Tensor", this, target);

        public Tensor le(Scalar target) => Aten.Call("le.Scalar", this, target);

        public Tensor le_(Tensor target) => InPlace("le_.Tensor", this, target);

        public Tensor le_(Scalar target) => InPlace("le_.Scalar", this, target);

        public Tensor less_equal(Tensor target) => le(target);

        public Tensor less_equal_(Tensor target) => le_(target);

        public Tensor gt(Tensor target) => Aten.Call("gt.Tensor", this, target);

        public Tensor gt(Scalar target) => Aten.Call("gt.Scalar", this, target);

        public Tensor gt_(Tensor target) => InPlace("gt_.Tensor", this, target);

        public Tensor gt_(Scalar target) => InPlace("gt_.Scalar", this, target);

        public Tensor greater(Tensor target) => gt(target);

        public Tensor ge(Tensor target) => Aten.Call("ge.Tensor", this, target);

        public Tensor ge(Scalar target) => Aten.Call("ge.Scalar", this, target);

        public Tensor ge_(Tensor target) => InPlace("ge_.Tensor", this, target);

        public Tensor ge_(Scalar target) => InPlace("ge_.Scalar", this, target);

        public Tensor greater_equal(Tensor target) => ge(target);

        /// <summary>Whether both have the same shape and the same elements; <c>==</c> compares element by element.</summary>
        public bool Equals([NotNullWhen(true)] Tensor? target) => target is not null && Aten.CallBool("equal", this, target);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Aten.CallBool("allclose", this, target, rtol, atol, equal_nan);

        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
            Aten.Call("isclose", this, other, rtol, atol, nanEqual);

        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            Aten.Call("isin.Tensor_Tensor", this, test_elements, assumeUnique, invert);

        public Tensor isnan() => Aten.Call("isnan", this);

        public Tensor isinf() => Aten.Call("isinf", this);

        public Tensor isfinite() => Aten.Call("isfinite", this);

        public Tensor isposinf() => Aten.Call("isposinf", this);

        public Tensor isneginf() => Aten.Call("isneginf", this);

        public Tensor isreal() => Aten.Call("isreal", this);
    }
}
