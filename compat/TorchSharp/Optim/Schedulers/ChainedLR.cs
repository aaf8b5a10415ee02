namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Steps several schedulers of one optimizer, one after the other.</summary>
                public class ChainedLR : LRScheduler
                {
                    private readonly LRScheduler[] _schedulers;

                    public ChainedLR(IEnumerable<LRScheduler> schedulers)
                        : this([.. schedulers])
                    {
                    }

                    private ChainedLR(LRScheduler[] schedulers)
                        : base(OptimizerOf(schedulers)) =>
                        _schedulers = schedulers;

                    public override void step(int? epoch)
                    {
                        foreach (LRScheduler scheduler in _schedulers)
                        {
                            if (epoch is null)
                            {
                                scheduler.step();
                            }
                            else
                            {
                                scheduler.step(epoch);
                            }
                        }

                        _last_lrs = [.. Groups.Select(group => group.LearningRate)];
                    }

                    private static Optimizer OptimizerOf(LRScheduler[] schedulers)
                    {
                        Optimizer?[] optimizers = [.. schedulers.Select(scheduler => scheduler._optimizer).Distinct()];
                        return optimizers is [Optimizer one]
                            ? one
                            : throw new ArgumentException("At least one scheduler is needed, and all must be of one optimizer.", nameof(schedulers));
                    }
                }
            }
        }
    }
}
