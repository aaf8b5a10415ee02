namespace TorchSharp;

/// <summary>How a tensor is written as text.</summary>
public enum TensorStringStyle
{
    /// <summary>Shape, type and device alone.</summary>
    Metadata,

    /// <summary>Shape, type and device, then the values in columns.</summary>
    Julia,

    /// <summary>The values in nested brackets.</summary>
    Numpy,

    /// <summary>Shape, type and device, then the values as an array initialiser.</summary>
    CSharp,

    /// <summary>The style that torch.TensorStringStyle names.</summary>
    Default,
}
