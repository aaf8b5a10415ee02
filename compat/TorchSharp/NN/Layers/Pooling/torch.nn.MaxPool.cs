using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static MaxPool1d MaxPool1d(
            long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
            new(kernel_size, stride, padding, dilation, ceil_mode);

        public static MaxPool2d MaxPool2d(
            long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
            new(
                Sizes.Repeat(kernel_size, 2), Sizes.Repeat(stride ?? kernel_size, 2), Sizes.Repeat(padding ?? 0, 2),
                Sizes.Repeat(dilation ?? 1, 2), ceil_mode);

        public static MaxPool2d MaxPool2d(
            (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
            (long, long)? dilation = null, bool ceil_mode = false) =>
            new(
                Sizes.List(kernel_size), Sizes.List(stride ?? kernel_size), Sizes.List(padding ?? (0, 0)),
                Sizes.List(dilation ?? (1, 1)), ceil_mode);

        public static MaxPool2d MaxPool2d(
            long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? dilation = null,
            bool ceil_mode = false) =>
            new(kernel_size, stride, padding, dilation, ceil_mode);

        public static MaxPool3d MaxPool3d(
            long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
            new(
                Sizes.Repeat(kernel_size, 3), Sizes.Repeat(stride, 3), Sizes.Repeat(padding, 3), Sizes.Repeat(dilation, 3),
                ceil_mode);

        public static MaxPool3d MaxPool3d(
            (long, long, long) kernel_size, (long, long, long)? stride = null, (long, long, long)? padding = null,
            (long, long, long)? dilation = null, bool ceil_mode = false) =>
            new(Sizes.List(kernel_size), Sizes.List(stride), Sizes.List(padding), Sizes.List(dilation), ceil_mode);

        public static MaxPool3d MaxPool3d(
            long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? dilation = null,
            bool ceil_mode = false) =>
            new(kernel_size, stride, padding, dilation, ceil_mode);

        public static MaxUnpool1d MaxUnpool1d(long kernel_size, long? stride = null, long? padding = null) =>
            new(kernel_size, stride, padding);

        public static MaxUnpool2d MaxUnpool2d(long kernel_size, long? stride = null, long? padding = null) =>
            new(Sizes.Repeat(kernel_size, 2), Sizes.Repeat(stride, 2), Sizes.Repeat(padding, 2));

        public static MaxUnpool2d MaxUnpool2d(
            (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null) =>
            new(Sizes.List(kernel_size), Sizes.List(stride), Sizes.List(padding));

        public static MaxUnpool2d MaxUnpool2d(long[] kernel_size, long[]? stride = null, long[]? padding = null) =>
            new(kernel_size, stride, padding);

        public static MaxUnpool3d MaxUnpool3d(long kernel_size, long? stride = null, long? padding = null) =>
            new(Sizes.Repeat(kernel_size, 3), Sizes.Repeat(stride, 3), Sizes.Repeat(padding, 3));

        public static MaxUnpool3d MaxUnpool3d(
            (long, long, long) kernel_size, (long, long, long)? stride = null, (long, long, long)? padding = null) =>
            new(Sizes.List(kernel_size), Sizes.List(stride), Sizes.List(padding));

        public static MaxUnpool3d MaxUnpool3d(long[] kernel_size, long[]? stride = null, long[]? padding = null) =>
            new(kernel_size, stride, padding);
    }
}
