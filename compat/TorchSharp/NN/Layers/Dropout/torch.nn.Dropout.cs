using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

        public static Dropout1d Dropout1d(double p = 0.5, bool inplace = false) => new(p, inplace);

        public static Dropout2d Dropout2d(double p = 0.5, bool inplace = false) => new(p, inplace);

        public static Dropout3d Dropout3d(double p = 0.5, bool inplace = false) => new(p, inplace);

        public static AlphaDropout AlphaDropout(double p = 0.5, bool inplace = false) => new(p, inplace);

        public static FeatureAlphaDropout FeatureAlphaDropout(double p, bool inplace) => new(p, inplace);

        public static FeatureAlphaDropout FeatureAlphaDropout(double p = 0.5) => new(p, false);

        public static partial class functional
        {
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Aten.Call(inplace ? "dropout_" : "dropout", input, p, training);

            public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                using Tensor planes = Aten.Call("unsqueeze", input, -1L);
                using Tensor dropped = dropout2d(planes, p, training, inplace);
                return inplace ? input.alias() : Aten.Call("squeeze.dim", dropped, -1L);
            }

            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                DropChannels(input, 4, p, training, inplace);

            public static Tensor dropout3d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                DropChannels(input, 5, p, training, inplace);

            public static Tensor alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                Aten.Call(inplace ? "alpha_dropout_" : "alpha_dropout", input, p, training);

            public static Tensor feature_alpha_dropout(
                Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                Aten.Call(inplace ? "feature_alpha_dropout_" : "feature_alpha_dropout", input, p, training);

            /// <summary>Channels are dimension 1 of a batch; what has not a batch's dimensions is taken as one item.</summary>
            private static Tensor DropChannels(Tensor input, int batchedDimensions, double p, bool training, bool inplace)
            {
                string op = inplace ? "feature_dropout_" : "feature_dropout";
                if (input.ndim == batchedDimensions)
                {
                    return Aten.Call(op, input, p, training);
                }

                using Tensor batch = Aten.Call("unsqueeze", input, 0L);
                using Tensor dropped = Aten.Call(op, batch, p, training);
                return inplace ? input.alias() : Aten.Call("squeeze.dim", dropped, 0L);
            }
        }
    }
}
