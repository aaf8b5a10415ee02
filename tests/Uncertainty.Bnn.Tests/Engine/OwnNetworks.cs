using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Bnn.Tests.Engine;

/// <summary>Networks with a forward pass of their own.</summary>
internal static class OwnNetworks
{
    /// <summary>Works in place on what it is given, as blocks of the kind do.</summary>
    public sealed class ResidualBlock : Own
    {
        private readonly Module<Tensor, Tensor> _first;
        private readonly Module<Tensor, Tensor> _drop;
        private readonly Module<Tensor, Tensor> _second;

        public ResidualBlock(long width)
            : base(nameof(ResidualBlock))
        {
            _first = Add("first", Linear(width, width));
            _drop = Add("drop", Dropout(0.4));
            _second = Add("second", Linear(width, width));
        }

        public override Tensor forward(Tensor input) =>
            input.relu_() + _second.call(_drop.call(_first.call(input)));
    }

    /// <summary>Says where it can be cut; the head works in place on what it is given.</summary>
    public sealed class Split : Own, ISplitNetwork
    {
        private readonly Module<Tensor, Tensor> _fc1;
        private readonly Module<Tensor, Tensor> _drop;
        private readonly Module<Tensor, Tensor> _fc2;

        public Split()
            : base(nameof(Split))
        {
            _fc1 = Add("fc1", Linear(6, 9));
            _drop = Add("drop", Dropout(0.5));
            _fc2 = Add("fc2", Linear(9, 3));
        }

        public Tensor Features(Tensor inputs) => functional.relu(_fc1.call(inputs));

        public Tensor Head(Tensor features) => _fc2.call(_drop.call(features.mul_(2))) + 1;

        public override Tensor forward(Tensor input) => Head(Features(input));
    }

    /// <summary>A cut whose head is one Sequential.</summary>
    public sealed class SplitIntoChain : Own, ISplitNetwork
    {
        private readonly Module<Tensor, Tensor> _fc1;
        private readonly Module<Tensor, Tensor> _head;

        public SplitIntoChain()
            : base(nameof(SplitIntoChain))
        {
            _fc1 = Add("fc1", Linear(6, 9));
            _head = Add("head", Sequential(
                ("drop1", Dropout(0.5)), ("fc2", Linear(9, 8)), ("act", ReLU()), ("drop2", Dropout(0.5)), ("fc3", Linear(8, 3))));
        }

        public Tensor Features(Tensor inputs) => functional.relu(_fc1.call(inputs));

        public Tensor Head(Tensor features) => _head.call(features);

        public override Tensor forward(Tensor input) => Head(Features(input));
    }

    /// <summary>Two heads side by side, which share a dropout.</summary>
    public sealed class TwoHeads : Own
    {
        private readonly Module<Tensor, Tensor> _fc1;
        private readonly Module<Tensor, Tensor> _drop;
        private readonly Module<Tensor, Tensor> _left;
        private readonly Module<Tensor, Tensor> _right;

        public TwoHeads()
            : base(nameof(TwoHeads))
        {
            _fc1 = Add("fc1", Linear(6, 9));
            _drop = Add("drop", Dropout(0.5));
            _left = Add("left", Linear(9, 3));
            _right = Add("right", Linear(9, 2));
        }

        public override Tensor forward(Tensor input)
        {
            Tensor hidden = functional.relu(_fc1.call(input));
            return cat([_left.call(_drop.call(hidden)), _right.call(_drop.call(hidden))], 1);
        }
    }

    /// <summary>Dropout and what follows it in fields, within a scope of its own.</summary>
    public sealed class FieldsInARow : Own
    {
        private readonly Module<Tensor, Tensor> _fc1;
        private readonly Module<Tensor, Tensor> _drop;
        private readonly Module<Tensor, Tensor> _fc2;

        public FieldsInARow()
            : base(nameof(FieldsInARow))
        {
            _fc1 = Add("fc1", Linear(6, 9));
            _drop = Add("drop", Dropout(0.5));
            _fc2 = Add("fc2", Linear(9, 3));
        }

        public override Tensor forward(Tensor input)
        {
            using DisposeScope scope = NewDisposeScope();
            return _fc2.call(_drop.call(functional.relu(_fc1.call(input)))).MoveToOuterDisposeScope();
        }
    }

    /// <summary>Features, a function, and a classifier that begins with a layer that is not random.</summary>
    public sealed class Classifier : Own
    {
        private readonly Module<Tensor, Tensor> _features;
        private readonly Module<Tensor, Tensor> _classifier;

        public Classifier()
            : base(nameof(Classifier))
        {
            _features = Add("features", Sequential(("conv", Conv2d(2, 4, 3)), ("act", ReLU(true))));
            _classifier = Add("classifier", Sequential(
                ("fc1", Linear(64, 12)), ("act1", ReLU(true)), ("drop1", Dropout(0.5)), ("fc2", Linear(12, 9)), ("act2", ReLU(true)),
                ("drop2", Dropout(0.5)), ("fc3", Linear(9, 3))));
        }

        public override Tensor forward(Tensor input) => _classifier.call(_features.call(input).flatten(1));
    }

    public sealed class Wrapper : Own
    {
        private readonly Module<Tensor, Tensor> _inner;

        public Wrapper()
            : base(nameof(Wrapper)) => _inner = Add("inner", new FieldsInARow());

        public override Tensor forward(Tensor input) => _inner.call(input * 2);
    }

    /// <summary>What it returns is no module's output.</summary>
    public sealed class FunctionAfter : Own
    {
        private readonly Module<Tensor, Tensor> _drop;
        private readonly Module<Tensor, Tensor> _fc;

        public FunctionAfter()
            : base(nameof(FunctionAfter))
        {
            _drop = Add("drop", Dropout(0.5));
            _fc = Add("fc", Linear(6, 3));
        }

        public override Tensor forward(Tensor input) => functional.log_softmax(_fc.call(_drop.call(input)), 1);
    }

    /// <summary>Random before its tail, which a function hides.</summary>
    public sealed class UsedBefore : Own
    {
        private readonly Module<Tensor, Tensor> _drop;
        private readonly Module<Tensor, Tensor> _fc1;
        private readonly Module<Tensor, Tensor> _fc2;

        public UsedBefore()
            : base(nameof(UsedBefore))
        {
            _drop = Add("drop", Dropout(0.5));
            _fc1 = Add("fc1", Linear(6, 9));
            _fc2 = Add("fc2", Linear(9, 3));
        }

        public override Tensor forward(Tensor input) =>
            _fc2.call(_drop.call(functional.relu(_fc1.call(_drop.call(input)))));
    }

    public abstract class Own : Module<Tensor, Tensor>
    {
        protected Own(string name)
            : base(name) => manual_seed(29);

        protected Module<Tensor, Tensor> Add(string name, Module<Tensor, Tensor> module)
        {
            register_module(name, module);
            return module;
        }
    }
}
