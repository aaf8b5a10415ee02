using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static bool cuda_is_available() => cuda.is_available();

    public static partial class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static bool is_cudnn_available()
        {
            NativeStatus.Check(NativeMethods.ts_cuda_cudnn_is_available(out int available));
            return available != 0;
        }

        public static int device_count()
        {
            NativeStatus.Check(NativeMethods.ts_cuda_device_count(out int count));
            return count;
        }

        /// <summary>Seeds the current device's default generator; without a device nothing is left to seed.</summary>
        public static void manual_seed(long seed)
        {
            if (is_available())
            {
                Seed(new Device(DeviceType.CUDA), seed);
            }
        }

        public static void manual_seed_all(long seed)
        {
            for (int i = 0; i < device_count(); i++)
            {
                Seed(new Device(DeviceType.CUDA, i), seed);
            }
        }

        public static void synchronize(Device? device = null)
        {
            if (device is not null && device.type != DeviceType.CUDA)
            {
                throw new ArgumentException($"A CUDA device was expected; got {device}.", nameof(device));
            }

            InitializeDeviceType(DeviceType.CUDA);
            NativeStatus.Check(NativeMethods.ts_cuda_synchronize(device?.index ?? -1));
        }

        private static void Seed(Device device, long seed)
        {
            using Generator generator = Generator.ForDevice(device);
            generator.manual_seed(seed);
        }
    }
}
