using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp;
using UciRegression.DropoutGrid;
using static TorchSharp.torch;

namespace UciRegression.Training;

/// <summary>Whether the trainer's steps are those that automatic differentiation and torch's Adam take with the same dropout.</summary>
internal static class TrainingCheck
{
    private const int Examples = 37;
    private const int Inputs = 6;
    private const int Hidden = 50;
    private const int Steps = 30;
    private const double Regularization = 0.02;
    private const double Tolerance = 1e-4;

    /// <exception cref="InvalidOperationException">They are not.</exception>
    internal static void Run()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] targets = Numbers(Examples, seed: 1);
        DropoutTrainer trainer = new(Numbers(Examples * Inputs, seed: 0), targets, Hidden, 0.1, Regularization, seed: 2);
        using NetworkCopy peer = new(trainer.Net, 0.1);
        using Tensor wanted = tensor(targets).unsqueeze(1);
        using optim.Optimizer adam = optim.Adam(peer.Network.parameters(), 1e-3);
        int[] rows = [.. Enumerable.Range(0, Examples)];
        for (int step = 0; step < Steps; step++)
        {
            List<float> inputs = [];
            List<float> factors = [];
            trainer.Step(rows, (left, units) =>
            {
                inputs.AddRange(left);
                factors.AddRange(MemoryMarshal.Cast<Vector<float>, float>(units)[..Hidden]);
            });
            adam.zero_grad();
            Loss(peer, tensor(inputs, [Examples, Inputs]), tensor(factors, [Examples, Hidden]), wanted).backward();
            adam.step();
        }

        using NetworkCopy own = new(trainer.Net, 0.1);
        double difference = own.Parameters().Zip(peer.Parameters(), (a, b) => Math.Abs((double)a - b)).Max();
        if (!(difference < Tolerance))
        {
            throw new InvalidOperationException(
                $"After {Steps} steps the trainer's parameters are up to {difference:G3} from those of automatic differentiation; "
                + $"expected less than {Tolerance:G1}.");
        }
    }

    private static Tensor Loss(NetworkCopy peer, Tensor inputs, Tensor factors, Tensor wanted)
    {
        Tensor outputs = peer.Output.call(peer.Hidden.call(inputs).relu() * factors);
        Tensor squares = peer.Hidden.weight!.square().sum() + peer.Output.weight!.square().sum();
        return (outputs - wanted).square().mean() + (Regularization * squares);
    }

    private static float[] Numbers(int count, long seed)
    {
        ScalarRandom random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((4 * random.Uniform()) - 2))];
    }
}
