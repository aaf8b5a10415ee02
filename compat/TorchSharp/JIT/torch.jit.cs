using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class jit
    {
        public static ScriptModule load(string filename, DeviceType device_type = DeviceType.CPU, long device_index = -1) =>
            new(Open(filename, device_type, device_index));

        public static ScriptModule load(byte[] bytes, DeviceType device_type = DeviceType.CPU, long device_index = -1) =>
            new(Open(bytes, device_type, device_index));

        public static ScriptModule load(string filename, Device map_location) =>
            load(filename, map_location.type, map_location.index);

        public static ScriptModule load(byte[] bytes, Device map_location) =>
            load(bytes, map_location.type, map_location.index);

        public static ScriptModule load(string filename, string map_location) => load(filename, new Device(map_location));

        public static ScriptModule load(byte[] bytes, string map_location) => load(bytes, new Device(map_location));

        public static ScriptModule<TResult> load<TResult>(
            string filename, DeviceType device_type = DeviceType.CPU, long device_index = -1) =>
            new(Open(filename, device_type, device_index));

        public static ScriptModule<TResult> load<TResult>(
            byte[] bytes, DeviceType device_type = DeviceType.CPU, long device_index = -1) =>
            new(Open(bytes, device_type, device_index));

        public static ScriptModule<TResult> load<TResult>(string filename, Device map_location) =>
            load<TResult>(filename, map_location.type, map_location.index);

        public static ScriptModule<TResult> load<TResult>(byte[] bytes, Device map_location) =>
            load<TResult>(bytes, map_location.type, map_location.index);

        public static ScriptModule<TResult> load<TResult>(string filename, string map_location) =>
            load<TResult>(filename, new Device(map_location));

        public static ScriptModule<TResult> load<TResult>(byte[] bytes, string map_location) =>
            load<TResult>(bytes, new Device(map_location));

        public static ScriptModule<T1, TResult> load<T1, TResult>(
            string filename, DeviceType device_type = DeviceType.CPU, long device_index = -1) =>
            new(Open(filename, device_type, device_index));

        public static ScriptModule<T1, TResult> load<T1, TResult>(
            byte[] bytes, DeviceType device_type = DeviceType.CPU, long device_index = -1) =>
            new(Open(bytes, device_type, device_index));

        public static ScriptModule<T1, TResult> load<T1, TResult>(string filename, Device map_location) =>
            load<T1, TResult>(filename, map_location.type, map_location.index);

        public static ScriptModule<T1, TResult> load<T1, TResult>(byte[] bytes, Device map_location) =>
            load<T1, TResult>(bytes, map_location.type, map_location.index);

        public static ScriptModule<T1, TResult> load<T1, TResult>(string filename, string map_location) =>
            load<T1, TResult>(filename, new Device(map_location));

        public static ScriptModule<T1, TResult> load<T1, TResult>(byte[] bytes, string map_location) =>
            load<T1, TResult>(bytes, new Device(map_location));

        public static ScriptModule<T1, T2, TResult> load<T1, T2, TResult>(
            string filename, DeviceType device_type = DeviceType.CPU, long device_index = -1) =>
            new(Open(filename, device_type, device_index));

        public static ScriptModule<T1, T2, TResult> load<T1, T2, TResult>(
            byte[] bytes, DeviceType device_type = DeviceType.CPU, long device_index = -1) =>
            new(Open(bytes, device_type, device_index));

        public static ScriptModule<T1, T2, TResult> load<T1, T2, TResult>(string filename, Device map_location) =>
            load<T1, T2, TResult>(filename, map_location.type, map_location.index);

        public static ScriptModule<T1, T2, TResult> load<T1, T2, TResult>(byte[] bytes, Device map_location) =>
            load<T1, T2, TResult>(bytes, map_location.type, map_location.index);

        public static ScriptModule<T1, T2, TResult> load<T1, T2, TResult>(string filename, string map_location) =>
            load<T1, T2, TResult>(filename, new Device(map_location));

        public static ScriptModule<T1, T2, TResult> load<T1, T2, TResult>(byte[] bytes, string map_location) =>
            load<T1, T2, TResult>(bytes, new Device(map_location));

        public static void save(ScriptModule module, string filename) => module.Save(filename);

        private static nint Open(string filename, DeviceType type, long index)
        {
            if (!File.Exists(filename))
            {
                throw new FileNotFoundException($"There is no TorchScript file '{filename}'.", filename);
            }

            if (type == DeviceType.CUDA && !cuda.is_available())
            {
                throw new InvalidOperationException("CUDA is not available.");
            }

            Device place = new(type, type == DeviceType.CUDA ? (int)index : -1);
            NativeStatus.Check(NativeMethods.ts_script_load(filename, place.Packed, out nint handle));
            return handle;
        }

        // libtorch reads modules from files.
        private static nint Open(byte[] bytes, DeviceType type, long index)
        {
            string file = Path.GetTempFileName();
            try
            {
                File.WriteAllBytes(file, bytes);
                return Open(file, type, index);
            }
            finally
            {
                File.Delete(file);
            }
        }
    }
}
