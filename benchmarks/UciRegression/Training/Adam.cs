using System.Numerics;

namespace UciRegression.Training;

/// <summary>Adam with its usual constants.</summary>
/// <remarks>Kingma, Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, Algorithm 1.</remarks>
internal sealed class Adam(int vectors)
{
    private const float LearningRate = 1e-3f;
    private const float Epsilon = 1e-8f;
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;

    private readonly Vector<float>[] _first = new Vector<float>[vectors];
    private readonly Vector<float>[] _second = new Vector<float>[vectors];
    private double _firstPower = 1;
    private double _secondPower = 1;

    internal void Step(Vector<float>[] parameters, Vector<float>[] gradient)
    {
        _firstPower *= FirstDecay;
        _secondPower *= SecondDecay;
        Vector<float> rate = new((float)(LearningRate / (1 - _firstPower)));
        Vector<float> correction = new((float)(1 / Math.Sqrt(1 - _secondPower)));
        Vector<float> epsilon = new(Epsilon);
        for (int i = 0; i < parameters.Length; i++)
        {
            Vector<float> slope = gradient[i];
            _first[i] += (slope - _first[i]) * (float)(1 - FirstDecay);
            _second[i] += ((slope * slope) - _second[i]) * (float)(1 - SecondDecay);
            parameters[i] -= rate * _first[i] / ((Vector.SquareRoot(_second[i]) * correction) + epsilon);
        }
    }
}
