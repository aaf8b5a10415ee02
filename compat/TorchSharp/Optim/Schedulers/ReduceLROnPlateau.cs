using System.Diagnostics;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Lowers the rates when a measure has stopped getting better.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool _smaller;
                    private readonly bool _relative;
                    private readonly double _factor;
                    private readonly double _threshold;
                    private readonly double _eps;
                    private readonly int _patience;
                    private readonly int _cooldown;
                    private readonly double[] _min_lrs;
                    private double _best;
                    private int _bad_epochs;
                    private int _cooling;

                    public ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4, string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false)
                        : base(optimizer, -1, verbose)
                    {
                        if (!(factor < 1))
                        {
                            throw new ArgumentOutOfRangeException(nameof(factor), factor, "must be less than 1.");
                        }

                        _smaller = Is(mode, "min", "max");
                        _relative = Is(threshold_mode, "rel", "abs");
                        _factor = factor;
                        _threshold = threshold;
                        _eps = eps;
                        _patience = patience;
                        _cooldown = cooldown;
                        _min_lrs = min_lr is null || min_lr.Count <= 1
                            ? [.. Enumerable.Repeat(min_lr is { Count: 1 } ? min_lr[0] : 0, Groups.Length)]
                            : [.. min_lr];
                        _best = _smaller ? double.PositiveInfinity : double.NegativeInfinity;
                    }

                    public override void step() => throw Misused();

                    public override void step(int? epoch) => throw Misused();

                    public override void step(double current, int? epoch = null)
                    {
                        _last_epoch = epoch ?? _last_epoch + 1;
                        bool better = IsBetter(current);
                        _best = better ? current : _best;
                        _bad_epochs = better ? 0 : _bad_epochs + 1;
                        if (_cooling > 0)
                        {
                            _cooling--;
                            _bad_epochs = 0;
                        }

                        if (_bad_epochs > _patience)
                        {
                            Reduce();
                            _cooling = _cooldown;
                            _bad_epochs = 0;
                        }
                    }

                    private static bool Is(string value, string one, string other) => value == one
                        || (value == other ? false : throw new ArgumentException($"must be \"{one}\" or \"{other}\"; got \"{value}\"."));

                    private static InvalidOperationException Misused() =>
                        new("ReduceLROnPlateau needs the measure: call step(double current, int? epoch).");

                    private bool IsBetter(double current)
                    {
                        double sign = _smaller ? -1 : 1;
                        double bar = _relative ? _best * (1 + (sign * _threshold)) : _best + (sign * _threshold);
                        return _smaller ? current < bar : current > bar;
                    }

                    private void Reduce()
                    {
                        for (int i = 0; i < Groups.Length; i++)
                        {
                            double old = Groups[i].LearningRate;
                            double reduced = Math.Max(old * _factor, _min_lrs[i]);
                            if (old - reduced > _eps)
                            {
                                Groups[i].LearningRate = reduced;
                                if (_verbose)
                                {
                                    Trace.WriteLine($"Epoch {_last_epoch}: learning rate of group {i} reduced to {reduced}.");
                                }
                            }

                            _last_lrs[i] = Groups[i].LearningRate;
                        }
                    }
                }
            }
        }
    }
}
