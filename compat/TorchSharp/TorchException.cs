using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>An error that libtorch reported; <see cref="Exception.Message"/> is its text.</summary>
public sealed class TorchException : ExternalException
{
    /// <summary>Makes an exception with libtorch's text.</summary>
    public TorchException(string message)
        : base(message)
    {
    }
}
