using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor randperm(
        long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Finish(
            Aten.Call(
                "randperm.generator", n, generator, dtype ?? ScalarType.Int64, Argument.None, InitializeDevice(device)),
            requires_grad);

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    public static Tensor multinomial(
        Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        input.multinomial(num_samples, replacement, generator);

    public static Tensor poisson(Tensor input, Generator? generator = null) => input.poisson(generator);

    public static Tensor binomial(Tensor count, Tensor probs, Generator? generator = null) =>
        count.binomial(probs, generator);

    /// <summary>One draw for each mean and standard deviation; gradients flow to both.</summary>
    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null)
    {
        using Tensor standard = randn(mean.shape, device: std.device, generator: generator);
        using Tensor scaled = Aten.Call("mul.Tensor", standard, std);
        return Aten.Call("add.Tensor", scaled, mean);
    }

    public static Tensor normal(
        double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, Generator? generator = null)
    {
        Tensor draws = randn(size, dtype, device, generator: generator);
        Aten.Run("mul_.Scalar", draws, (Scalar)std);
        Aten.Run("add_.Scalar", draws, (Scalar)mean);
        return Finish(draws, requires_grad);
    }

    public static Tensor _standard_gamma(Tensor input, Generator? generator = null) =>
        Aten.Call("_standard_gamma", input, generator);

    public static Tensor _sample_dirichlet(Tensor input, Generator? generator = null) =>
        Aten.Call("_sample_dirichlet", input, generator);

    public partial class Tensor
    {
        public Tensor bernoulli(Generator? generator = null) => Aten.Call("bernoulli", this, generator);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Aten.Call("multinomial", this, num_samples, replacement, generator);

        public Tensor poisson(Generator? generator = null) => Aten.Call("poisson", this, generator);

        public Tensor binomial(Tensor prob, Generator? generator = null) => Aten.Call("binomial", this, prob, generator);
    }
}
