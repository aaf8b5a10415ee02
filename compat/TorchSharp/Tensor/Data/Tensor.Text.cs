using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Shape, type and device, such as "[2x3], type = Float32, device = cpu".</summary>
        public override string ToString() => $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";

        /// <summary>The values too, where <paramref name="disamb"/> is set.</summary>
        public string ToString(
            bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            disamb ? ToString(TensorStringStyle.Default, fltFormat, width, cultureInfo, newLine) : ToString();

        public string ToString(
            TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null,
            string? newLine = null)
        {
            TensorStringStyle wanted = style == TensorStringStyle.Default ? TensorStringStyle : style;
            if (wanted == TensorStringStyle.Metadata || is_meta)
            {
                return ToString();
            }

            TensorText text = new(
                this, fltFormat ?? FloatFormat, width ?? LineWidth, cultureInfo ?? CultureInfo.CurrentCulture, newLine ?? NewLine);
            return wanted switch
            {
                TensorStringStyle.Julia => text.Columns(),
                TensorStringStyle.Numpy => text.Brackets(),
                TensorStringStyle.CSharp => text.Initializer(),
                _ => throw new ArgumentOutOfRangeException(nameof(style), style, "is no style."),
            };
        }

        /// <summary>The values as lists of lists of scalars; a tensor without dimensions is one scalar.</summary>
        public object tolist()
        {
            if (Dimensions == 0)
            {
                return ToScalar();
            }

            System.Collections.ArrayList list = [];
            for (long i = 0; i < size(0); i++)
            {
                using Tensor entry = this[i];
                list.Add(entry.tolist());
            }

            return list;
        }
    }
}
