using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Passes whose noise comes from torch's global generator, seeded by (seed, draw) before each. Refuses what gives the same in every
/// draw without asking the generator: it would pass for a network that is sure of everything.
/// </summary>
internal sealed class SeededPasses(long seed, int draws, string giver, Func<Tensor, Tensor> pass) : IDisposable
{
    private Tensor? _firstDraw;
    private bool _isRandom;

    public Tensor Run(int draw, long first, Tensor chunk)
    {
        // Read first: a function may dispose what it is given.
        long inputs = chunk.shape[0];
        Tensor output;
        bool asked;
        using (RandomStateScope random = new(Seeds.Derive(seed, draw)))
        {
            using Tensor before = torch.get_rng_state();
            output = DrawLoop.Checked(pass(chunk), inputs, giver);
            using Tensor after = torch.get_rng_state();
            asked = Differ(before, after);
        }

        if (first == 0 && !_isRandom && draws > 1)
        {
            Watch(draw, output, asked);
        }

        return output;
    }

    public void Dispose() => _firstDraw?.Dispose();

    private void Watch(int draw, Tensor output, bool asked)
    {
        _firstDraw ??= output.detach().clone().DetachFromDisposeScope();
        _isRandom = asked || Differ(_firstDraw, output);
        if (!_isRandom && draw == draws - 1)
        {
            throw new InvalidOperationException(
                $"The {giver} gave the same outputs, to the bit, in all {draws} draws and took nothing from torch's global generator: "
                + "there is no uncertainty to be read from it. Switch its noise on, or draw the noise from that generator.");
        }
    }

    /// <summary>Whether any value differs. Tensors of different shapes are not for this place to judge: they count as different.</summary>
    private static bool Differ(Tensor left, Tensor right)
    {
        if (!left.shape.AsSpan().SequenceEqual(right.shape))
        {
            return true;
        }

        using DisposeScope scope = torch.NewDisposeScope();
        return left.ne(right).any().item<bool>();
    }
}
