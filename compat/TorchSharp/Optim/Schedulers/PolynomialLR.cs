namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                public class PolynomialLR : LRScheduler
                {
                    private readonly double _total_iters;
                    private readonly double _power;

                    public PolynomialLR(Optimizer optimizer, int total_iters = 5, double power = 1.0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _total_iters = total_iters;
                        _power = power;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        Scaled(_last_epoch == 0 || _last_epoch > _total_iters ? 1 : Math.Pow(Left(_last_epoch) / Left(_last_epoch - 1), _power));

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        Anew(Math.Pow(Left(Math.Min(_total_iters, _last_epoch)), _power));

                    private double Left(double epoch) => 1 - (epoch / _total_iters);
                }
            }
        }
    }
}
