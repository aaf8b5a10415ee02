namespace TorchSharp;

public static partial class torch
{
    private static Device? s_defaultDevice;

    /// <summary>The device itself, or the default one for null, once it is known to work here.</summary>
    public static Device InitializeDevice(Device? device)
    {
        Device place = device ?? get_default_device();
        if (place.type != DeviceType.CPU)
        {
            InitializeDeviceType(place.type);
        }

        return place;
    }

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
        {
            throw new InvalidOperationException($"No device of type {deviceType} is available to libtorch on this machine.");
        }
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType switch
    {
        DeviceType.CUDA => cuda.is_available(),
        DeviceType.MPS => false,
        _ => true,
    };

    public static Device get_default_device() => s_defaultDevice ?? CPU;

    public static void set_default_device(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        s_defaultDevice = device;
    }

    public static void set_default_device(string device) => set_default_device(new Device(device));
}
