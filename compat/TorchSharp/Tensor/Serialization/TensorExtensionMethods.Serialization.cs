namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    private const int BufferSize = 1 << 20;

    /// <summary>Writes element type, shape and elements; a tensor elsewhere or with gaps is written from a copy.</summary>
    public static void Save(this torch.Tensor tensor, BinaryWriter writer)
    {
        new TensorHeader(tensor.dtype, tensor.shape).Write(writer);
        using torch.Tensor plain = tensor.detach();
        using torch.Tensor near = plain.cpu();
        using torch.Tensor dense = near.contiguous();
        writer.Flush();
        dense.WriteBytesToStream(writer.BaseStream, BufferSize);
    }

    /// <summary>Writes the tensor and closes the stream.</summary>
    public static void Save(this torch.Tensor tensor, Stream stream)
    {
        using BinaryWriter writer = new(stream);
        tensor.Save(writer);
    }

    public static void Save(this torch.Tensor tensor, string location) => tensor.Save(File.Create(location));

    /// <summary>Reads a saved tensor's elements into one of the same type and shape, wherever that lies.</summary>
    public static void Load(this torch.Tensor tensor, BinaryReader reader, bool skip = false)
    {
        TensorHeader header = TensorHeader.Read(reader);
        if (header.DType != tensor.dtype)
        {
            throw new ArgumentException($"The saved tensor is of type {header.DType}, the one to fill of type {tensor.dtype}.");
        }

        if (skip)
        {
            header.Skip(reader.BaseStream);
            return;
        }

        if (!header.Shape.AsSpan().SequenceEqual(tensor.shape))
        {
            throw new ArgumentException(
                $"The saved tensor has shape [{string.Join(", ", header.Shape)}], the one to fill [{string.Join(", ", tensor.shape)}].");
        }

        using torch.Tensor plain = tensor.detach();
        if (plain.is_cpu() && plain.is_contiguous())
        {
            plain.ReadBytesFromStream(reader.BaseStream, BufferSize);
            return;
        }

        using torch.Tensor read = torch.empty(header.Shape, dtype: header.DType, device: torch.CPU);
        read.ReadBytesFromStream(reader.BaseStream, BufferSize);
        plain.copy_(read);
    }

    /// <summary>A new tensor from a saved one; of zeros where its elements are skipped.</summary>
    public static torch.Tensor Load(BinaryReader reader, bool skip = false)
    {
        torch.Tensor? tensor = null;
        Load(ref tensor, reader, skip);
        return tensor!;
    }

    /// <summary>Reads into the tensor given, or into a new one where there is none.</summary>
    public static void Load(ref torch.Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        if (tensor is not null)
        {
            tensor.Load(reader, skip);
            return;
        }

        TensorHeader header = TensorHeader.Read(reader);
        torch.Tensor fresh = torch.zeros(header.Shape, dtype: header.DType, device: torch.CPU);
        try
        {
            if (skip)
            {
                header.Skip(reader.BaseStream);
            }
            else
            {
                fresh.ReadBytesFromStream(reader.BaseStream, BufferSize);
            }
        }
        catch
        {
            fresh.Dispose();
            throw;
        }

        tensor = fresh;
    }
}
