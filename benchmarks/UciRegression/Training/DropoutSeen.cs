using System.Numerics;

namespace UciRegression.Training;

/// <summary>Takes one example of a training step: its inputs as dropout left them, and the dropout factors of the units.</summary>
internal delegate void DropoutSeen(ReadOnlySpan<float> inputs, ReadOnlySpan<Vector<float>> factors);
