namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>One scheduler after the other, changing at the milestones.</summary>
                public class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] _schedulers;
                    private readonly int[] _milestones;

                    public SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1)
                        : base(optimizer, last_epoch + 1, verbose: false)
                    {
                        _schedulers = [.. schedulers];
                        _milestones = [.. milestones];
                        if (_schedulers.Any(scheduler => !ReferenceEquals(scheduler._optimizer, optimizer)))
                        {
                            throw new ArgumentException("Every scheduler must be of the same optimizer.", nameof(schedulers));
                        }

                        if (_milestones.Length != _schedulers.Length - 1)
                        {
                            throw new ArgumentException(
                                $"One scheduler more than milestones is needed; got {_schedulers.Length} and {_milestones.Length}.", nameof(milestones));
                        }

                        foreach (ILearningRateController group in Groups)
                        {
                            group.LearningRate = group.InitialLearningRate;
                        }

                        // Each took its first step when it was made; that step counts only for the one whose turn it is.
                        foreach (LRScheduler scheduler in _schedulers)
                        {
                            scheduler._last_epoch--;
                        }

                        _schedulers[0].step();
                        _last_lrs = [.. _schedulers[0]._last_lrs];
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        int turn = _milestones.TakeWhile(milestone => milestone <= _last_epoch).Count();
                        if (turn > 0 && _milestones[turn - 1] == _last_epoch)
                        {
                            _schedulers[turn].step(0);
                        }
                        else
                        {
                            _schedulers[turn].step();
                        }

                        return Scaled(1);
                    }
                }
            }
        }
    }
}
