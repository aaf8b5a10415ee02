using Benchmarks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PosteriorCosts;

/// <summary>A network, and the Laplace approximations of it, measured in rounds of all of them.</summary>
/// <param name="Network">How good the network is without.</param>
/// <param name="Cases">The approximations.</param>
internal sealed record LaplaceRun(Quality Network, IReadOnlyList<LaplaceCase> Cases)
{
    internal static LaplaceRun Of(Images images, Protocol protocol)
    {
        using Sequential network = TrainedLeNet.Train(images.Train, protocol.Epochs);
        IReadOnlyList<LaplaceCase> cases = LaplaceCase.All();
        Terminal.ShowProgress("Laplace approximations", protocol.LaplaceRounds * cases.Count, advance =>
        {
            for (int round = 0; round < protocol.LaplaceRounds; round++)
            {
                foreach (LaplaceCase @case in cases)
                {
                    @case.Measure(network, images, protocol.Draws, score: round == 0);
                    advance();
                }
            }
        });
        return new LaplaceRun(Plain(network, images), cases);
    }

    private static Quality Plain(Sequential network, Images images)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        return Quality.Of(network.call(images.Test.Images).softmax(1), images.Test);
    }
}
