using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>What one pass of an autoencoder showed, in double precision, in the dispose scope that was current.</summary>
/// <param name="Codes">[N, L] encodings; null of an autoencoder whose encodings are not to be had.</param>
/// <param name="Errors">[N] reconstruction errors.</param>
internal readonly record struct AutoencoderReading(Tensor? Codes, Tensor Errors);
