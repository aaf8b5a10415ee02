namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Smith, "Cyclical Learning Rates for Training Neural Networks", WACV 2017.</summary>
                public class CyclicLR : LRScheduler
                {
                    private readonly double _total_size;
                    private readonly double _step_ratio;
                    private readonly double[] _max_lrs;
                    private readonly double[] _base_momentum = [];
                    private readonly double[] _max_momentum = [];
                    private readonly Func<double, double> _scale;
                    private readonly ScaleMode _scale_mode;

                    public CyclicLR(Optimizer optimizer, double base_lr, double max_lr, int step_size_up = 2000, int step_size_down = -1, Mode mode = Mode.Triangular, double gamma = 1.0, Func<double, double>? scale_fn = null, ScaleMode scale_mode = ScaleMode.Cycle, bool cycle_momentum = true, double base_momentum = 0.8, double max_momentum = 0.9, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, ForEach(optimizer, base_lr), ForEach(optimizer, max_lr), step_size_up, step_size_down, mode, gamma, scale_fn, scale_mode, cycle_momentum, ForEach(optimizer, base_momentum), ForEach(optimizer, max_momentum), last_epoch, verbose)
                    {
                    }

                    public CyclicLR(Optimizer optimizer, IEnumerable<double> base_lr, IEnumerable<double> max_lr, int step_size_up = 2000, int step_size_down = -1, Mode mode = Mode.Triangular, double gamma = 1.0, Func<double, double>? scale_fn = null, ScaleMode scale_mode = ScaleMode.Cycle, bool cycle_momentum = true, IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _total_size = step_size_up + (step_size_down == -1 ? step_size_up : step_size_down);
                        _step_ratio = step_size_up / _total_size;
                        _max_lrs = [.. max_lr];
                        _base_lrs = [.. base_lr];
                        _scale_mode = scale_fn is null ? (mode == Mode.ExpRange ? ScaleMode.Iterations : ScaleMode.Cycle) : scale_mode;
                        _scale = scale_fn ?? (mode switch
                        {
                            Mode.Triangular2 => cycle => Math.Pow(2, 1 - cycle),
                            Mode.ExpRange => iteration => Math.Pow(gamma, iteration),
                            _ => _ => 1,
                        });
                        if (cycle_momentum)
                        {
                            if (optimizer is not IMomentum)
                            {
                                throw new ArgumentException("The optimizer must have a momentum to cycle it.", nameof(optimizer));
                            }

                            _base_momentum = [.. base_momentum ?? ForEach(optimizer, 0.8)];
                            _max_momentum = [.. max_momentum ?? ForEach(optimizer, 0.9)];
                        }

                        step();
                    }

                    public enum Mode
                    {
                        Triangular,
                        Triangular2,
                        ExpRange,
                    }

                    public enum ScaleMode
                    {
                        Cycle,
                        Iterations,
                    }

                    /// <summary>Sets the momenta as well: they fall while the rates rise.</summary>
                    protected override IEnumerable<double> get_lr()
                    {
                        double cycle = Math.Floor(1 + (_last_epoch / _total_size));
                        double place = 1 + (_last_epoch / _total_size) - cycle;
                        double height = place <= _step_ratio ? place / _step_ratio : (place - 1) / (_step_ratio - 1);
                        height *= _scale(_scale_mode == ScaleMode.Cycle ? cycle : _last_epoch);
                        for (int i = 0; i < _max_momentum.Length; i++)
                        {
                            ((IMomentum)Groups[i]).Momentum = _max_momentum[i] - ((_max_momentum[i] - _base_momentum[i]) * height);
                        }

                        return [.. _base_lrs.Select((rate, i) => rate + ((_max_lrs[i] - rate) * height))];
                    }

                    private static double[] ForEach(Optimizer optimizer, double value) =>
                        [.. optimizer.ParamGroups.Select(_ => value)];
                }
            }
        }
    }
}
