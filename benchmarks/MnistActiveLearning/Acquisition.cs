using System.Text.Json.Serialization;

namespace MnistActiveLearning;

/// <summary>How the images to label next are chosen.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Acquisition>))]
internal enum Acquisition
{
    Random,
    Bald,
    VariationRatios,
    MaxEntropy,
    MeanStd,
}
