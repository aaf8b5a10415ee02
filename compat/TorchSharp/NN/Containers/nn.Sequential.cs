using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static Sequential Sequential() => new();

        public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
            Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);

        public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) =>
            Sequential((IEnumerable<(string, Module<Tensor, Tensor>)>)modules);

        public static Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) =>
            Sequential((IEnumerable<Tuple<string, Module<Tensor, Tensor>>>)modules);

        public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules)
        {
            Sequential sequential = new();
            foreach (Module<Tensor, Tensor> module in modules)
            {
                sequential.Add(module);
            }

            return sequential;
        }

        public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules)
        {
            Sequential sequential = new();
            foreach ((string name, Module<Tensor, Tensor> module) in modules)
            {
                sequential.Add(name, module);
            }

            return sequential;
        }

        public static Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules)
        {
            Sequential sequential = new();
            foreach (Tuple<string, Module<Tensor, Tensor>> module in modules)
            {
                sequential.Add(module.Item1, module.Item2);
            }

            return sequential;
        }
    }
}
