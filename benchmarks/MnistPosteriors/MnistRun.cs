using Benchmarks;
using Benchmarks.Mnist;
using LeNetMnist.Data;
using LeNetMnist.Model;
using TorchSharp.Modules;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace MnistPosteriors;

/// <summary>Trains what is not trained yet, and asks each method that has no result yet.</summary>
internal sealed class MnistRun : IDisposable
{
    private const int FitBatch = 500;

    private readonly Protocol _protocol;
    private readonly TrainedNetworks _trained;
    private readonly JsonLines<ResultRow> _results;
    private readonly ImageTensors _train;
    private readonly ImageTensors _test;
    private readonly ImageTensors _unseen;
    private readonly Training _training;
    private readonly Evaluation _evaluation;
    private readonly CancellationToken _cancellationToken;

    internal MnistRun(
        DataSource source, Protocol protocol, TrainedNetworks trained, JsonLines<ResultRow> results, CancellationToken cancellationToken)
    {
        _protocol = protocol;
        _trained = trained;
        _results = results;
        _train = new ImageTensors(source.Train, CPU);
        _test = new ImageTensors(source.Test, CPU);
        _unseen = new ImageTensors(source.Unseen, CPU);
        _training = new Training(_train, cancellationToken);
        _evaluation = new Evaluation(_test, _unseen, cancellationToken);
        _cancellationToken = cancellationToken;
    }

    /// <summary>The Bayesian networks come early: they are what a run is most curious about.</summary>
    internal void Run()
    {
        (Sequential plain, double seconds) = Plain(member: 0);
        using (plain)
        {
            Add(Methods.Plain, _protocol.Plain, () => (seconds, null), images => plain.call(images).softmax(1));
            Scratch();
            Converted(Methods.Converted, "converted", _protocol.Converted, seconds);
            Converted(Methods.Centred, "centred", _protocol.Centred, seconds);
            Laplace(
                plain, seconds, LaplaceCovariance.Kronecker, Methods.LaplaceProbit, Methods.LaplaceContrast, Methods.LaplaceMonteCarlo);
            Laplace(
                plain, seconds, LaplaceCovariance.Full, Methods.FullLaplaceProbit, Methods.FullLaplaceContrast, Methods.FullLaplaceMonteCarlo);
            Dropout();
            Swag(seconds);
            Chain(seconds);
            Ensemble(plain, seconds);
        }
    }

    public void Dispose()
    {
        _train.Dispose();
        _test.Dispose();
        _unseen.Dispose();
    }

    private (Sequential Network, double Seconds) Plain(int member)
    {
        Sequential network = PlainTraining.Network(_protocol.Plain, member);
        return (network, Trained($"plain-{member + 1}", network, _protocol.Plain, title => _training.Run(title, network, _protocol.Plain, member)));
    }

    private void Scratch()
    {
        using Sequential network = Training.Network(_protocol.Scratch, seed: 0);
        Variational(Methods.Scratch, "bayesian", network, _protocol.Scratch, 0);
    }

    private void Converted(string method, string file, VariationalRecipe recipe, double seconds)
    {
        (Sequential start, _) = Plain(member: 0);
        using (start)
        {
            using BayesianNetwork network = Training.Convert(start, recipe);
            Variational(method, file, network, recipe, seconds);
        }
    }

    private void Variational(string method, string file, nn.Module<Tensor, Tensor> network, VariationalRecipe recipe, double before) => Add(
        method,
        new { recipe, _protocol.Draws },
        () =>
        {
            double seconds = Trained(file, network, recipe, title => _training.Run(title, network, recipe, seed: 0));
            using Tensor kl = new Elbo(network, (outputs, _) => outputs, _train.Count).Kl();
            return (before + seconds, kl.item<float>() / _train.Count);
        },
        Mean(() => new VariationalNetwork(network, new VariationalNetworkOptions { Draws = _protocol.Draws })));

    private void Laplace(
        Sequential plain, double seconds, LaplaceCovariance covariance, string probit, string contrast, string monteCarlo)
    {
        object recipe = new { _protocol.Plain, _protocol.Draws };
        if (Has(probit, recipe) && Has(contrast, recipe) && Has(monteCarlo, recipe))
        {
            return;
        }

        LaplaceOptions options = new() { Covariance = covariance, Draws = _protocol.Draws };
        using ClassificationLaplace posterior = ClassificationLaplace.Fit(
            plain, _train.Slices(FitBatch), options, cancellationToken: _cancellationToken);
        Terminal.Say($"Laplace, {covariance}: prior precision {posterior.PriorPrecision:G4}");
        foreach ((string row, LaplaceLink link) in new[]
        {
            (contrast, LaplaceLink.ContrastProbit), (probit, LaplaceLink.Probit), (monteCarlo, LaplaceLink.MonteCarlo),
        })
        {
            Add(row, recipe, () => (seconds, null), images => posterior.Predict(images, link, _cancellationToken));
        }
    }

    private void Dropout()
    {
        using Sequential network = PlainTraining.Network(_protocol.Dropout, seed: 0);
        Add(
            Methods.Dropout,
            new { _protocol.Dropout, _protocol.Draws },
            () => (Trained("dropout", network, _protocol.Dropout, title => _training.Run(title, network, _protocol.Dropout, seed: 0)), null),
            Mean(() => new McDropout(network, new McDropoutOptions { Draws = _protocol.Draws })));
    }

    private void Swag(double before) => GoneOn(
        Methods.Swag,
        "swag",
        new { _protocol.Swag, _protocol.Draws },
        before,
        Uncertainty.Bnn.Swag.Load,
        Collect,
        (posterior, file) => posterior.Save(file));

    private void Chain(double before) => GoneOn(
        Methods.Chain,
        "chain",
        new { _protocol.Chain, _protocol.Draws },
        before,
        WeightSamples.Load,
        network => _training.Run("chain", network, _protocol.Chain, _protocol.Draws, seed: 0),
        (posterior, file) => posterior.Save(file));

    /// <summary>A posterior for which training goes on from the plain network.</summary>
    private void GoneOn<T>(
        string method, string name, object recipe, double before, Func<string, Sequential, T> load, Func<Sequential, T> train, Action<T, string> save)
        where T : class, IPosteriorPredictive, IDisposable
    {
        (Sequential network, _) = Plain(member: 0);
        using (network)
        {
            T? posterior = null;
            Add(
                method,
                recipe,
                () => (before + _trained.Get(
                    name, recipe, file => posterior = load(file, network), () => posterior = train(network), file => save(posterior!, file)), null),
                images => MeanOf(posterior!, images));
            posterior?.Dispose();
        }
    }

    private Swag Collect(Sequential network)
    {
        using SwagCollector collector = new(network, _protocol.Swag.Rank);
        _training.Run("swag", network, _protocol.Swag, collector, seed: 0);
        return collector.Complete(options: new SwagOptions { Draws = _protocol.Draws });
    }

    private void Ensemble(Sequential plain, double seconds)
    {
        List<Sequential> others = [];
        try
        {
            Add(
                Methods.Ensemble,
                new { _protocol.Plain, _protocol.Members },
                () =>
                {
                    for (int member = 1; member < _protocol.Members; member++)
                    {
                        (Sequential network, double more) = Plain(member);
                        others.Add(network);
                        seconds += more;
                    }

                    return (seconds, null);
                },
                Mean(() => new DeepEnsemble([plain, .. others])));
        }
        finally
        {
            others.ForEach(network => network.Dispose());
        }
    }

    private double Trained(string name, nn.Module<Tensor, Tensor> network, object recipe, Action<string> train) => _trained.Get(
        name, recipe, file => network.load(file), () => train(name), file => network.save(file));

    private bool Has(string method, object recipe) =>
        _results.Rows.Any(row => row.Method == method && row.Recipe == TrainedNetworks.Text(recipe));

    private void Add(string method, object recipe, Func<(double Seconds, double? Kl)> prepare, Func<Tensor, Tensor> predict)
    {
        if (Has(method, recipe))
        {
            return;
        }

        (double seconds, double? kl) = prepare();
        Scores scores = _evaluation.Of(method, predict);
        _results.Add(new ResultRow(method, TrainedNetworks.Text(recipe), scores, seconds, kl));
        Terminal.Say($"{method}: accuracy {scores.Accuracy:P2}, NLL {scores.NegativeLogLikelihood:F5}, KL/N {kl:F3}");
    }

    /// <summary>The mean softmax of a posterior that is made when it is first asked.</summary>
    private Func<Tensor, Tensor> Mean(Func<IPosteriorPredictive> make)
    {
        Lazy<IPosteriorPredictive> posterior = new(make);
        return images => MeanOf(posterior.Value, images);
    }

    private Tensor MeanOf(IPosteriorPredictive posterior, Tensor images)
    {
        using PredictiveMoments moments = posterior.SoftmaxMoments(images, _cancellationToken);
        return moments.Mean.clone();
    }
}
