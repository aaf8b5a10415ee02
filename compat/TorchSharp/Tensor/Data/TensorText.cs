using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Writes a tensor's values as text. Long dimensions show their first and last entries, save in columns.</summary>
internal sealed class TensorText
{
    private const string Ellipsis = "...";

    private readonly string _metadata;
    private readonly long[] _shape;
    private readonly Func<int, string> _value;
    private readonly ScalarType _type;
    private readonly int _width;
    private readonly string _newLine;
    private readonly StringBuilder _text = new();

    internal TensorText(Tensor tensor, string format, int width, CultureInfo culture, string newLine)
    {
        _metadata = tensor.ToString();
        _shape = tensor.shape;
        _type = tensor.dtype;
        _width = width;
        _newLine = newLine;
        _value = Reader(tensor, format, culture);
    }

    /// <summary>Columns under the metadata, one matrix after another.</summary>
    internal string Columns()
    {
        _text.Append(_metadata);
        switch (_shape.Length)
        {
            case 0:
                _text.Append(", value = ").Append(_value(0));
                break;
            case 1:
                _text.Append(_newLine);
                Matrix(0, 1, (int)_shape[0]);
                break;
            case 2:
                _text.Append(_newLine);
                Matrix(0, (int)_shape[0], (int)_shape[1]);
                break;
            default:
                Matrices();
                break;
        }

        return _text.ToString();
    }

    internal string Brackets()
    {
        if (_shape.Length == 0)
        {
            return _value(0);
        }

        Nested(0, 0, new Notation("[", "]", string.Empty, string.Empty, BlankLines: true), first: true);
        return _text.ToString();
    }

    internal string Initializer()
    {
        _text.Append(_metadata).Append(", value = ");
        if (_shape.Length == 0)
        {
            return _text.Append(_value(0)).ToString();
        }

        Notation notation = new("{", "}", ",", Suffix(), BlankLines: false);
        bool lines = _shape.Length > 1;
        _text.Append(lines ? _newLine : string.Empty).Append(TypeName());
        _text.Append(" [").Append(',', _shape.Length - 1).Append("] ");
        if (!lines)
        {
            Nested(0, 0, notation, first: true);
            return _text.ToString();
        }

        _text.Append('{').Append(_newLine).Append(' ');
        Entries(0, 0, notation);
        return _text.Append(_newLine).Append('}').ToString();
    }

    private static Func<int, string> Reader(Tensor tensor, string format, CultureInfo culture)
    {
        if (is_floating_point(tensor.dtype))
        {
            return tensor.dtype == ScalarType.Float64
                ? Reader<double>(tensor, value => value.ToString(format, culture))
                : Reader<float>(tensor, value => value.ToString(format, culture));
        }

        return tensor.dtype == ScalarType.Bool
            ? Reader<bool>(tensor, value => value.ToString(culture))
            : Reader<long>(tensor, value => value.ToString(culture));
    }

    private static Func<int, string> Reader<T>(Tensor tensor, Func<T, string> write)
        where T : unmanaged
    {
        using Tensor detached = tensor.detach();
        using Tensor converted = detached.to(ToScalarType(typeof(T)), CPU);
        T[] values = converted.data<T>().ToArray();
        return i => write(values[i]);
    }

    private void Nested(int dim, int start, Notation notation, bool first)
    {
        _text.Append(' ', first ? 0 : dim).Append(notation.Open);
        Entries(dim, start, notation);
        _text.Append(notation.Close);
    }

    private void Entries(int dim, int start, Notation notation)
    {
        int count = (int)_shape[dim];
        int stride = Product(dim + 1);
        bool last = dim == _shape.Length - 1;
        int most = last ? MaxColumns : MaxRows;
        string line = string.Concat(Enumerable.Repeat(_newLine, notation.BlankLines ? _shape.Length - dim - 1 : 1));
        for (int i = 0; i < count; i++)
        {
            if (count > most && i == most - (most / 2))
            {
                _text.Append(last ? Ellipsis + " " : new string(' ', dim + 1) + Ellipsis + line);
                i = count - (most / 2);
            }

            if (last)
            {
                _text.Append(_value(start + i)).Append(notation.Suffix);
            }
            else
            {
                Nested(dim + 1, start + (i * stride), notation, first: i == 0);
            }

            if (i + 1 < count)
            {
                _text.Append(last ? ", " : notation.Comma + line);
            }
        }
    }

    private int Product(int from)
    {
        int product = 1;
        for (int i = from; i < _shape.Length; i++)
        {
            product *= (int)_shape[i];
        }

        return product;
    }

    private void Matrices()
    {
        int rows = (int)_shape[^2];
        int columns = (int)_shape[^1];
        int[] position = new int[_shape.Length - 2];
        for (int start = 0; start < Product(0); start += rows * columns)
        {
            _text.Append(_newLine).Append('[').AppendJoin(',', position).Append(",..,..] =").Append(_newLine);
            Matrix(start, rows, columns);
            for (int i = position.Length - 1; i >= 0; i--)
            {
                if (++position[i] < _shape[i])
                {
                    break;
                }

                position[i] = 0;
            }
        }
    }

    // All rows are cut where the first of them would leave the line's width.
    private void Matrix(int start, int rows, int columns)
    {
        string[][] values = new string[rows][];
        int shown = columns;
        for (int row = 0; row < rows; row++)
        {
            values[row] = Fitting(start + (row * columns), columns);
            shown = Math.Min(shown, values[row].Length);
        }

        int[] widths = new int[shown];
        for (int column = 0; column < shown; column++)
        {
            widths[column] = values.Max(row => row[column].Length);
        }

        foreach (string[] row in values)
        {
            for (int column = 0; column < shown; column++)
            {
                _text.Append(' ').Append(row[column].PadLeft(widths[column]));
            }

            _text.Append(shown < columns ? " " + Ellipsis : string.Empty).Append(_newLine);
        }
    }

    private string[] Fitting(int start, int columns)
    {
        List<string> row = [];
        int left = _width;
        for (int i = 0; i < columns; i++)
        {
            string value = _value(start + i);
            if (left - value.Length - (Ellipsis.Length + 1) < 0)
            {
                break;
            }

            row.Add(value);
            left -= value.Length + 1;
        }

        return [.. row];
    }

    private string TypeName() => _type switch
    {
        ScalarType.Bool => "bool",
        ScalarType.Byte => "byte",
        ScalarType.Int8 => "sbyte",
        ScalarType.Int16 => "short",
        ScalarType.Int32 => "int",
        ScalarType.Int64 => "long",
        ScalarType.Float32 => "float",
        ScalarType.Float64 => "double",
        _ => _type.ToString().ToLowerInvariant(),
    };

    private string Suffix() => _type switch
    {
        ScalarType.Int64 => "L",
        ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16 => "f",
        _ => string.Empty,
    };

    private readonly record struct Notation(string Open, string Close, string Comma, string Suffix, bool BlankLines);
}
