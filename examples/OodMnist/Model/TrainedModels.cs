using Examples;
using LeNetMnist.Model;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using VaeMnist.Model;
using static TorchSharp.torch;

namespace OodMnist.Model;

/// <summary>What detectors read, all of it trained on one kind of image: a classifier, one with a learnt confidence, an autoencoder.</summary>
internal sealed class TrainedModels : IDisposable
{
    private const int Slice = 500;

    private TrainedModels(LeNet5 classifier, LeNet5 confident, ConfidenceOutput confidence, VariationalAutoencoder autoencoder)
    {
        Classifier = classifier;
        Confident = confident;
        Confidence = confidence;
        Autoencoder = autoencoder;
    }

    /// <summary>LeNet-5, from [N, 1, 28, 28] grey levels in [0, 1] to logits.</summary>
    public LeNet5 Classifier { get; }

    /// <summary>LeNet-5 with an output more, for the confidence.</summary>
    public LeNet5 Confident { get; }

    public ConfidenceOutput Confidence { get; }

    public VariationalAutoencoder Autoencoder { get; }

    public static TrainedModels Train(ImageTensors data, int classes, StudyOptions options, long seed, RunConsole run)
    {
        manual_seed(seed);
        LeNet5 classifier = new(outputs: classes);
        LeNet5 confident = new(outputs: classes + 1);
        ConfidenceOutput output = new(classes);
        ConfidenceTraining training = new(output, seed: seed);
        Fit("Classifier", classifier, (outputs, labels) => nn.functional.cross_entropy(outputs, labels));
        Fit("Learnt confidence", confident, training.Loss);
        VariationalAutoencoder autoencoder = Networks.Plain(greyValues: true, seed);
        using Batches batches = new(data, binarise: false, seed);
        run.WithProgress("Autoencoder", (double)options.AutoencoderEpochs * batches.Count, bar => autoencoder.Train(
            batches.Pairs().Select(pair => pair.Images),
            new SviOptions { Epochs = options.AutoencoderEpochs, Seed = seed },
            new Reporter<SviProgress>(_ => bar.Increment(1))));
        return new TrainedModels(classifier, confident, output, autoencoder);

        void Fit(string what, LeNet5 model, Func<Tensor, Tensor, Tensor> lossOf) => run.WithProgress(what, 1, bar =>
            Trainer.Train(
                model,
                data,
                options.Epochs,
                seed,
                (step, total, epoch, loss) =>
                {
                    bar.MaxValue = total;
                    bar.Value = step;
                    bar.Description = $"{what}, epoch {epoch} of {options.Epochs}, loss {loss:F4}";
                },
                lossOf));
    }

    /// <summary>Share of images whose greatest of the first outputs is that of their class.</summary>
    public static double Accuracy(LeNet5 model, ImageTensors data, int classes)
    {
        using IDisposable noGradient = no_grad();
        long right = 0;
        foreach ((Tensor images, Tensor labels) in data.Slices(Slice))
        {
            using TorchSharp.DisposeScope scope = NewDisposeScope();
            right += model.call(images).narrow(1, 0, classes).argmax(1).eq(labels).sum().item<long>();
        }

        return (double)right / data.Count;
    }

    public void Dispose()
    {
        Classifier.Dispose();
        Confident.Dispose();
        Autoencoder.Dispose();
    }
}
