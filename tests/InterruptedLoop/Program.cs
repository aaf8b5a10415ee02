using InterruptedLoop;
using Uncertainty.ActiveLearning;

// Runs a toy loop, or goes on with it: journal, file of the oracle, budget, start. Says when it begins, and when it has come to its end.
string journal = args[0];
using TensorPool pool = ToyLoop.Pool(count: ToyLoop.ManyInputs);
ActiveLearningOptions options = ToyLoop.ManyRounds(int.Parse(args[2]), Enum.Parse<NetworkStart>(args[3]));
WrittenOracle oracle = new(args[1], ToyLoop.Truth(pool), TimeSpan.FromMilliseconds(2));
using ActiveLearningLoop loop = ActiveLearningLoop.StartOrResume(ToyLoop.Setup(pool, oracle), options, journal);
Console.WriteLine("begins");
loop.Run();
Console.WriteLine("ends");
