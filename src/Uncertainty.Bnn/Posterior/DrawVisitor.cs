using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Takes what one draw says of some of the inputs.</summary>
/// <param name="draw">The draw's number s, in [0, S).</param>
/// <param name="first">Number of the first input that <paramref name="outputs"/> are for.</param>
/// <param name="outputs">
/// [n, C, …] outputs for the inputs first … first + n - 1, as the network gives them (logits stay logits). Disposed after the call:
/// copy what must stay.
/// </param>
public delegate void DrawVisitor(int draw, long first, Tensor outputs);
