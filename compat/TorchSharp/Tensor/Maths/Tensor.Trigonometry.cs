using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor angle() => Aten.Call("angle", this);

        public Tensor asin() => Aten.Call("asin", this);

        public Tensor asin_() => InPlace("asin_", this);

        public Tensor arcsin() => asin();

        public Tensor arcsin_() => asin_();

        public Tensor acos() => Aten.Call("acos", this);

        public Tensor acos_() => InPlace("acos_", this);

        public Tensor arccos() => acos();

        public Tensor arccos_() => acos_();

        public Tensor atan() => Aten.Call("atan", this);

        public Tensor atan_() => InPlace("atan_", this);

        public Tensor arctan() => atan();

        public Tensor arctan_() => atan_();

        public Tensor atan2(Tensor other) => Aten.Call("atan2", this, other);

        public Tensor atan2_(Tensor other) => InPlace("atan2_", this, other);

        public Tensor arctan(Tensor other) => atan2(other);

        public Tensor arctan2(Tensor other) => atan2(other);

        public Tensor arctan2_(Tensor other) => atan2_(other);

        public Tensor arctan_(Tensor other) => atan2_(other);

        public Tensor cos() => Aten.Call("cos", this);

        public Tensor cos_() => InPlace("cos_", this);

        public Tensor sin() => Aten.Call("sin", this);

        public Tensor sin_() => InPlace("sin_", this);

        public Tensor tan() => Aten.Call("tan", this);

        public Tensor tan_() => InPlace("tan_", this);

        public Tensor sinc() => Aten.Call("sinc", this);

        public Tensor sinc_() => InPlace("sinc_", this);

        public Tensor sinh() => Aten.Call("sinh", this);

        public Tensor sinh_() => InPlace("sinh_", this);

        public Tensor cosh() => Aten.Call("cosh", this);

        public Tensor cosh_() => InPlace("cosh_", this);

        public Tensor tanh() => Aten.Call("tanh", this);

        public Tensor tanh_() => InPlace("tanh_", this);

        public Tensor arcsinh() => Aten.Call("arcsinh", this);

        public Tensor arcsinh_() => InPlace("arcsinh_", this);

        public Tensor asinh() => arcsinh();

        public Tensor asinh_() => arcsinh_();

        public Tensor arccosh() => Aten.Call("arccosh", this);

        public Tensor arccosh_() => InPlace("arccosh_", this);

        public Tensor acosh() => arccosh();

        public Tensor acosh_() => arccosh_();

        public Tensor arctanh() => Aten.Call("arctanh", this);

        public Tensor arctanh_() => InPlace("arctanh_", this);

        public Tensor atanh() => arctanh();

        public Tensor atanh_() => arctanh_();
    }
}
