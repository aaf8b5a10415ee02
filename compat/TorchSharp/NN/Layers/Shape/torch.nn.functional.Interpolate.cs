using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// Resizes the dimensions after batch and channels, to <paramref name="size"/> or by <paramref name="scale_factor"/>.
            /// The factors themselves place the samples, unless they are recomputed from the sizes.
            /// </summary>
            public static Tensor interpolate(
                Tensor x,
                long[]? size = null,
                double[]? scale_factor = null,
                InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null,
                bool recompute_scale_factor = false,
                bool antialias = false)
            {
                bool aligns = mode is InterpolationMode.Linear or InterpolationMode.Bilinear or InterpolationMode.Bicubic
                    or InterpolationMode.Trilinear;
                if (!aligns && align_corners is not null)
                {
                    throw new ArgumentException($"Mode {mode} has no corners to align.", nameof(align_corners));
                }

                if (antialias && (x.ndim != 4 || mode is not (InterpolationMode.Bilinear or InterpolationMode.Bicubic)))
                {
                    throw new ArgumentException("Only the bilinear and bicubic modes of 4D inputs are antialiased.", nameof(antialias));
                }

                int spatial = (int)x.ndim - 2;
                long[] wanted = ResizedSize(x, spatial, size, scale_factor);
                if (mode == InterpolationMode.Area)
                {
                    return Aten.Call($"adaptive_avg_pool{spatial}d", x, wanted);
                }

                List<Argument> arguments = [x, wanted];
                if (aligns)
                {
                    arguments.Add(align_corners ?? false);
                }

                if (!recompute_scale_factor)
                {
                    arguments.AddRange((scale_factor ?? []).Select(factor => (Argument)factor));
                }

                return Aten.Call(ResizeOperator(mode, spatial, antialias), [.. arguments]);
            }

            public static Tensor upsample(
                Tensor input,
                long[]? size = null,
                double[]? scale_factor = null,
                UpsampleMode mode = UpsampleMode.Nearest,
                bool align_corners = false) =>
                interpolate(
                    input, size, scale_factor, (InterpolationMode)mode, mode == UpsampleMode.Nearest ? null : align_corners);

            public static Tensor upsample_bilinear(
                Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                upsample(x, size, scale_factor, UpsampleMode.Bilinear, align_corners);

            public static Tensor upsample_nearest(
                Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                upsample(x, size, scale_factor, UpsampleMode.Nearest, align_corners);

            private static string ResizeOperator(InterpolationMode mode, int spatial, bool antialias) => (mode, spatial) switch
            {
                (InterpolationMode.Nearest, 1 or 2 or 3) => $"upsample_nearest{spatial}d",
                (InterpolationMode.NearestExact, 1 or 2 or 3) => $"_upsample_nearest_exact{spatial}d",
                (InterpolationMode.Linear, 1) => "upsample_linear1d",
                (InterpolationMode.Bilinear, 2) => antialias ? "_upsample_bilinear2d_aa" : "upsample_bilinear2d",
                (InterpolationMode.Bicubic, 2) => antialias ? "_upsample_bicubic2d_aa" : "upsample_bicubic2d",
                (InterpolationMode.Trilinear, 3) => "upsample_trilinear3d",
                _ => throw new ArgumentException($"Mode {mode} does not resize an input of {spatial + 2} dimensions.", nameof(mode)),
            };

            private static long[] ResizedSize(Tensor input, int spatial, long[]? size, double[]? factors)
            {
                int given = size?.Length ?? factors?.Length ?? 0;
                if ((size is null) == (factors is null) || given != spatial || spatial is < 1 or > 3)
                {
                    throw new ArgumentException(
                        $"A 3D to 5D input with either a size or scale factors for its {spatial} last dimensions is needed; "
                        + $"got {input.ndim}D, {size?.Length ?? 0} sizes and {factors?.Length ?? 0} factors.",
                        nameof(size));
                }

                return size ?? [.. factors!.Select((factor, i) => (long)Math.Floor(input.size(i + 2) * factor))];
            }
        }
    }
}
