using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DenoudenNovelty;

/// <summary>Encoders and decoders of [N, 1, 28, 28] images; decoders give logits.</summary>
internal static class Networks
{
    private const int Pixels = 784;
    private const int Maps = 32;
    private const int Narrow = 2;
    private const int Side = 7;

    internal const int Hidden = 256;

    internal static (Module<Tensor, Tensor> Encoder, Module<Tensor, Tensor> Decoder) Dense(int latents) => (
        Sequential(("hidden", HiddenLayer()), ("latent", Linear(Hidden, latents))), DenseDecoder(latents));

    internal static Module<Tensor, Tensor> HiddenLayer() => Sequential(Flatten(), Linear(Pixels, Hidden), ReLU());

    internal static Module<Tensor, Tensor> DenseDecoder(int latents) => Sequential(Linear(latents, Hidden), ReLU(), Linear(Hidden, Pixels));

    internal static (Module<Tensor, Tensor> Encoder, Module<Tensor, Tensor> Decoder) Convolutional(int latents) => (
        Sequential(
            Conv2d(1, Maps, 3, padding: 1),
            ReLU(),
            MaxPool2d(2),
            Conv2d(Maps, Narrow, 3, padding: 1),
            ReLU(),
            MaxPool2d(2),
            Flatten(),
            Linear(Narrow * Side * Side, latents)),
        Sequential(
            Linear(latents, Maps * Side * Side),
            Unflatten(1, [Maps, Side, Side]),
            Conv2d(Maps, Narrow, 3, padding: 1),
            ReLU(),
            Upsample(scale_factor: [2, 2]),
            Conv2d(Narrow, Maps, 3, padding: 1),
            ReLU(),
            Upsample(scale_factor: [2, 2]),
            Conv2d(Maps, 1, 3, padding: 1)));
}
