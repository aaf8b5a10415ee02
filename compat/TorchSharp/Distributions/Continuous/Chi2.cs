using static TorchSharp.torch;

namespace TorchSharp.Modules;

public class Chi2 : Gamma
{
    public Chi2(Tensor df, Generator? generator = null)
        : base(df, generator)
    {
    }

    public Tensor df => concentration * 2;
}
