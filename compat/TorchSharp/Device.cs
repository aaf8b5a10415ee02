using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A place where tensors live: a kind and, where there are several, an index (-1: the current one).</summary>
    public class Device
    {
        /// <summary>From a description such as "cpu", "cuda" or "cuda:1".</summary>
        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            string[] parts = description.Split(':');
            if (parts.Length > 2)
            {
                throw new ArgumentException($"A device is 'type' or 'type:index'; got '{description}'.", nameof(description));
            }

            type = Parse(parts[0]);
            index = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : -1;
        }

        public Device(string deviceType, int index = -1)
            : this(Parse(deviceType), index)
        {
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        public DeviceType type { get; }

        public int index { get; }

        internal long Packed => ((long)type << 32) | (uint)index;

        public static implicit operator Device(string description) => new(description);

        public override string ToString()
        {
            string name = type.ToString().ToLowerInvariant();
            return index < 0 ? name : $"{name}:{index}";
        }

        internal static Device Unpack(long packed) => new((DeviceType)(int)(packed >> 32), (int)packed);

        private static DeviceType Parse(string name) =>
            Enum.TryParse(name, ignoreCase: true, out DeviceType parsed) && Enum.IsDefined(parsed)
                ? parsed
                : throw new ArgumentException($"Unknown device type '{name}'.", nameof(name));
    }

    public static Device CPU { get; } = new(DeviceType.CPU);

    public static Device CUDA { get; } = new(DeviceType.CUDA);

    public static Device META { get; } = new(DeviceType.META);

    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(int index) => new(DeviceType.CUDA, index);
}
