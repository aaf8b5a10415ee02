using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        public static Normal Normal(Tensor loc, Tensor scale, Generator? generator = null) => new(loc, scale, generator);

        public static Normal Normal(float loc, float scale = 1.0f, Generator? generator = null)
        {
            using Tensor centre = tensor(loc);
            using Tensor spread = tensor(scale);
            return new Normal(centre, spread, generator);
        }

        public static Normal Normal(double loc, double scale = 1.0, Generator? generator = null)
        {
            using Tensor centre = tensor(loc);
            using Tensor spread = tensor(scale);
            return new Normal(centre, spread, generator);
        }

        public static MultivariateNormal MultivariateNormal(
            Tensor loc,
            Tensor? covariance_matrix = null,
            Tensor? precision_matrix = null,
            Tensor? scale_tril = null,
            Generator? generator = null) =>
            new(loc, covariance_matrix, precision_matrix, scale_tril, generator);

        public static LogNormal LogNormal(Tensor loc, Tensor scale, Generator? generator = null) => new(loc, scale, generator);

        public static HalfNormal HalfNormal(Tensor scale, Generator? generator = null) => new(scale, generator);

        public static Laplace Laplace(Tensor loc, Tensor scale, Generator? generator = null) => new(loc, scale, generator);

        public static Laplace Laplace(float loc, float scale = 1.0f, Generator? generator = null)
        {
            using Tensor centre = tensor(loc);
            using Tensor spread = tensor(scale);
            return new Laplace(centre, spread, generator);
        }

        public static Laplace Laplace(double loc, double scale = 1.0, Generator? generator = null)
        {
            using Tensor centre = tensor(loc);
            using Tensor spread = tensor(scale);
            return new Laplace(centre, spread, generator);
        }

        public static Cauchy Cauchy(Tensor loc, Tensor scale, Generator? generator = null) => new(loc, scale, generator);

        public static HalfCauchy HalfCauchy(Tensor scale, Generator? generator = null) => new(scale, generator);

        public static Gumbel Gumbel(Tensor loc, Tensor scale, Generator? generator = null) => new(loc, scale, generator);

        public static Uniform Uniform(Tensor low, Tensor high, Generator? generator = null) => new(low, high, generator);

        public static Exponential Exponential(Tensor rate, Generator? generator = null) => new(rate, generator);

        public static Gamma Gamma(Tensor concentration, Tensor rate, Generator? generator = null) =>
            new(concentration, rate, generator);

        public static Chi2 Chi2(Tensor df, Generator? generator = null) => new(df, generator);

        public static Beta Beta(Tensor concentration1, Tensor concentration0, Generator? generator = null) =>
            new(concentration1, concentration0, generator);

        public static Dirichlet Dirichlet(Tensor concentration, Generator? generator = null) => new(concentration, generator);

        public static Independent Independent(
            Distribution base_distribution, int reinterpreted_batch_dims, Generator? generator = null) =>
            new(base_distribution, reinterpreted_batch_dims, generator);
    }
}
