namespace Uncertainty.Bnn;

/// <summary>What one number of a dropout mask stands for.</summary>
internal enum DroppedUnits
{
    /// <summary>One of an input's values.</summary>
    Values,

    /// <summary>A place along the last dimension.</summary>
    Last,

    /// <summary>A channel, along the second dimension.</summary>
    Channels,
}
