namespace MnistActiveLearning;

/// <summary>Processor time of the parts of a round, in seconds.</summary>
internal readonly record struct Seconds(double Training, double Test, double Choice);
