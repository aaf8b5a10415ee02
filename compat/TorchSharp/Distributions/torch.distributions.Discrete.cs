using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        public static Bernoulli Bernoulli(Tensor? probs = null, Tensor? logits = null, Generator? generator = null) =>
            new(probs, logits, generator);

        public static Bernoulli Bernoulli(float? probs, float? logits, Generator? generator = null)
        {
            using Tensor? p = Number(probs);
            using Tensor? l = Number(logits);
            return new Bernoulli(p, l, generator);
        }

        public static Bernoulli Bernoulli(double? probs, double? logits, Generator? generator = null)
        {
            using Tensor? p = Number(probs);
            using Tensor? l = Number(logits);
            return new Bernoulli(p, l, generator);
        }

        public static Geometric Geometric(Tensor? probs = null, Tensor? logits = null, Generator? generator = null) =>
            new(probs, logits, generator);

        public static Binomial Binomial(
            Tensor total_count, Tensor? probs = null, Tensor? logits = null, Generator? generator = null) =>
            new(total_count, probs, logits, generator);

        public static Binomial Binomial(int total_count, float? probs, float? logits, Generator? generator = null)
        {
            using Tensor count = tensor(total_count);
            using Tensor? p = Number(probs);
            using Tensor? l = Number(logits);
            return new Binomial(count, p, l, generator);
        }

        public static Binomial Binomial(int total_count, double? probs, double? logits, Generator? generator = null)
        {
            using Tensor count = tensor(total_count);
            using Tensor? p = Number(probs);
            using Tensor? l = Number(logits);
            return new Binomial(count, p, l, generator);
        }

        public static Poisson Poisson(Tensor rate, Generator? generator = null) => new(rate, generator);

        public static Poisson Poisson(float rate, Generator? generator = null)
        {
            using Tensor number = tensor(rate);
            return new Poisson(number, generator);
        }

        public static Poisson Poisson(double rate, Generator? generator = null)
        {
            using Tensor number = tensor(rate);
            return new Poisson(number, generator);
        }

        public static Categorical Categorical(Tensor? probs = null, Tensor? logits = null, Generator? generator = null) =>
            new(probs, logits, generator);

        /// <summary>All categories as likely, in float64.</summary>
        public static Categorical Categorical(int categories, Generator? generator = null)
        {
            using Tensor equal = ones([categories], dtype: ScalarType.Float64);
            return new Categorical(equal, null, generator);
        }

        public static OneHotCategorical OneHotCategorical(
            Tensor? probs = null, Tensor? logits = null, Generator? generator = null) =>
            new(probs, logits, generator);

        private static Tensor? Number(float? value) => value is float number ? tensor(number) : null;

        private static Tensor? Number(double? value) => value is double number ? tensor(number) : null;
    }
}
