using System.Diagnostics;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimizer's groups as training goes on.</summary>
            public abstract class LRScheduler
            {
                protected int _step_count;

                internal Optimizer? _optimizer;
                internal int _last_epoch = -1;
                internal bool _verbose;
                internal List<double> _last_lrs = [];
                internal List<double> _base_lrs = [];

                protected LRScheduler()
                {
                }

                /// <summary>A change of rate is written to <see cref="Trace"/> when <paramref name="verbose"/>.</summary>
                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    _optimizer = optimizer;
                    _last_epoch = last_epoch;
                    _verbose = verbose;
                    Groups = [.. optimizer.ParamGroups];
                    _base_lrs = [.. Groups.Select(group => group.InitialLearningRate)];
                    _last_lrs = [.. Groups.Select(group => group.LearningRate)];
                }

                internal ILearningRateController[] Groups { get; } = [];

                public virtual void step() => step(null);

                public virtual void step(int? epoch)
                {
                    _step_count++;
                    _last_epoch = epoch ?? _last_epoch + 1;
                    double[] rates = [.. epoch is null ? get_lr() : get_closed_form_lr()];
                    for (int i = 0; i < Groups.Length; i++)
                    {
                        Groups[i].LearningRate = rates[i];
                        if (_verbose && _last_lrs[i] != rates[i])
                        {
                            Trace.WriteLine($"Learning rate of group {i} set to {rates[i]}.");
                        }

                        _last_lrs[i] = rates[i];
                    }
                }

                public virtual void step(double current, int? epoch = null) => step(epoch);

                public IEnumerable<double> get_last_lr() => _last_lrs;

                /// <summary>The rates from those of the step before; read once a step.</summary>
                protected virtual IEnumerable<double> get_lr() => Scaled(1);

                /// <summary>The rates of an epoch named outright.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                private protected IEnumerable<double> Scaled(double factor) =>
                    Groups.Select(group => group.LearningRate * factor);

                private protected IEnumerable<double> Anew(double factor) => _base_lrs.Select(rate => rate * factor);
            }
        }
    }
}
