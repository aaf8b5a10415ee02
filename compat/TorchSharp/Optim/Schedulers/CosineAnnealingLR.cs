namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017, without the restarts.</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _T_max;
                    private readonly double _eta_min;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _T_max = T_max;
                        _eta_min = eta_min;
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0)
                        {
                            return Scaled(1);
                        }

                        // At the bottom of the curve the ratio of two neighbours is 0 / 0: the way up starts from the base rate again.
                        return (_last_epoch - 1 - _T_max) % (2 * _T_max) == 0
                            ? Groups.Select((group, i) => group.LearningRate + ((_base_lrs[i] - _eta_min) * (1 - Math.Cos(Math.PI / _T_max)) / 2))
                            : Groups.Select(group => _eta_min + ((group.LearningRate - _eta_min) * Height(_last_epoch) / Height(_last_epoch - 1)));
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        _base_lrs.Select(rate => _eta_min + ((rate - _eta_min) * Height(_last_epoch) / 2));

                    private double Height(int epoch) => 1 + Math.Cos(Math.PI * epoch / _T_max);
                }
            }
        }
    }
}
