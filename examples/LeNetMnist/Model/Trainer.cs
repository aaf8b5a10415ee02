using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LeNetMnist.Model;

/// <summary>Trains a classifier by Adam, with cross entropy if nothing else is said, and a learning rate that falls to zero as a cosine.</summary>
internal static class Trainer
{
    public const int BatchSize = 64;

    private const double LearningRate = 2e-3;

    /// <summary>Runs the epochs and reports (steps done, steps in all, epoch, running loss) after every batch.</summary>
    public static void Train(
        nn.Module<Tensor, Tensor> model, ImageTensors data, int epochs, long seed, Action<int, int, int, double> report) =>
        Train(model, data, epochs, seed, report, (outputs, labels) => nn.functional.cross_entropy(outputs, labels));

    /// <summary>The same by a loss of outputs and labels.</summary>
    public static void Train(
        nn.Module<Tensor, Tensor> model,
        ImageTensors data,
        int epochs,
        long seed,
        Action<int, int, int, double> report,
        Func<Tensor, Tensor, Tensor> lossOf)
    {
        int total = epochs * ((data.Count + BatchSize - 1) / BatchSize);
        int step = 0;
        double running = double.NaN;
        using Generator generator = new((ulong)seed);
        using Adam optimizer = optim.Adam(model.parameters(), LearningRate);
        optim.lr_scheduler.LRScheduler schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, total);
        model.train();
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            foreach ((Tensor images, Tensor labels) in data.Shuffled(BatchSize, generator))
            {
                using DisposeScope scope = NewDisposeScope();
                optimizer.zero_grad();
                Tensor loss = lossOf(model.call(images), labels);
                loss.backward();
                optimizer.step();
                schedule.step();
                double value = loss.item<float>();
                running = double.IsNaN(running) ? value : (0.98 * running) + (0.02 * value);
                report(++step, total, epoch, running);
            }
        }

        model.eval();
    }
}
