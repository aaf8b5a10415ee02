namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Smith and Topin, "Super-Convergence", 2018: up to a high rate, and down to a very low one.</summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly int _total_steps;
                    private readonly bool _cos;
                    private readonly Phase[] _phases;
                    private readonly double[] _base_momentum = [];
                    private readonly double[] _max_momentum = [];

                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, ForEach(optimizer, max_lr), total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum, ForEach(optimizer, base_momentum), ForEach(optimizer, max_momentum), div_factor, final_div_factor, three_phase, last_epoch, verbose)
                    {
                    }

                    public OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (!(pct_start is >= 0 and <= 1))
                        {
                            throw new ArgumentOutOfRangeException(nameof(pct_start), pct_start, "must be in range [0, 1].");
                        }

                        if (total_steps == -1)
                        {
                            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
                            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps_per_epoch);
                            total_steps = epochs * steps_per_epoch;
                        }

                        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(total_steps);
                        _total_steps = total_steps;
                        _cos = anneal_strategy == AnnealStrategy.Cos;
                        double[] high = [.. max_lr];
                        double[] first = [.. high.Select(rate => rate / div_factor)];
                        double[] last = [.. first.Select(rate => rate / final_div_factor)];
                        if (cycle_momentum)
                        {
                            if (optimizer is not (IMomentum or IBetas))
                            {
                                throw new ArgumentException("The optimizer must have a momentum or betas to cycle them.", nameof(optimizer));
                            }

                            _base_momentum = [.. base_momentum ?? ForEach(optimizer, 0.85)];
                            _max_momentum = [.. max_momentum ?? ForEach(optimizer, 0.95)];
                        }

                        double peak = (pct_start * total_steps) - 1;
                        Phase up = new(peak, first, high, _max_momentum, _base_momentum);
                        _phases = three_phase
                            ? [up,
                               new Phase((2 * pct_start * total_steps) - 2, high, first, _base_momentum, _max_momentum),
                               new Phase(total_steps - 1, first, last, _max_momentum, _max_momentum)]
                            : [up, new Phase(total_steps - 1, high, last, _base_momentum, _max_momentum)];
                        step();
                    }

                    public enum AnnealStrategy
                    {
                        Cos,
                        Linear,
                    }

                    /// <summary>Sets the momenta, or the first betas, as well.</summary>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch > _total_steps)
                        {
                            throw new InvalidOperationException($"Step {_last_epoch + 1} of a schedule of {_total_steps} steps.");
                        }

                        int turn = Array.FindIndex(_phases, phase => _last_epoch <= phase.End);
                        turn = turn < 0 ? _phases.Length - 1 : turn;
                        Phase now = _phases[turn];
                        double start = turn == 0 ? 0 : _phases[turn - 1].End;
                        if (now.End == start)
                        {
                            throw new InvalidOperationException(
                                $"Phase {turn + 1} of the cycle has no steps: choose another pct_start for {_total_steps} steps.");
                        }

                        double part = (_last_epoch - start) / (now.End - start);
                        for (int i = 0; i < _max_momentum.Length; i++)
                        {
                            SetMomentum(Groups[i], Between(now.StartMomentum[i], now.EndMomentum[i], part));
                        }

                        return [.. now.StartRate.Select((rate, i) => Between(rate, now.EndRate[i], part))];
                    }

                    private static void SetMomentum(ILearningRateController group, double momentum)
                    {
                        if (group is IBetas betas)
                        {
                            betas.Betas = (momentum, betas.Betas.Item2);
                        }
                        else
                        {
                            ((IMomentum)group).Momentum = momentum;
                        }
                    }

                    private static double[] ForEach(Optimizer optimizer, double value) =>
                        [.. optimizer.ParamGroups.Select(_ => value)];

                    private double Between(double start, double end, double part) => _cos
                        ? end + ((start - end) / 2 * (Math.Cos(Math.PI * part) + 1))
                        : start + ((end - start) * part);

                    private sealed record Phase(double End, double[] StartRate, double[] EndRate, double[] StartMomentum, double[] EndMomentum);
                }
            }
        }
    }
}
