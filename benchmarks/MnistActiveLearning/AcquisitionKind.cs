using System.Text.Json.Serialization;

namespace MnistActiveLearning;

/// <summary>How the images to label next are chosen.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AcquisitionKind>))]
internal enum AcquisitionKind
{
    Random,
    Bald,
    VariationRatios,
    MaxEntropy,
    MeanStd,
    BatchBald,
}
