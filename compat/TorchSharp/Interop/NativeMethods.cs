using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The bridge's functions. Each returns a status that <see cref="NativeStatus.Check"/> turns into an exception.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = NativeLoader.LibraryName;

    [LibraryImport(Library)]
    internal static partial nint ts_last_error();

    [LibraryImport(Library)]
    internal static partial nint ts_torch_version();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ts_find_operator(string name, string overload, out nint handle);

    [LibraryImport(Library)]
    internal static partial int ts_call(nint op, Value* arguments, int count, Value* results, int capacity, out int returned);

    [LibraryImport(Library)]
    internal static partial void ts_free_list(nint handles);

    [LibraryImport(Library)]
    internal static partial void ts_free_tuple(nint values);

    [LibraryImport(Library)]
    internal static partial int ts_tensor_free(nint handle);

    [LibraryImport(Library)]
    internal static partial int ts_tensor_alias(nint handle, out nint result);

    [LibraryImport(Library)]
    internal static partial int ts_tensor_info(nint handle, out TensorInfo info);

    [LibraryImport(Library)]
    internal static partial int ts_tensor_data(nint handle, out nint data);

    [LibraryImport(Library)]
    internal static partial int ts_tensor_from_data(void* data, long bytes, int dtype, long* sizes, int dimensions, out nint result);

    [LibraryImport(Library)]
    internal static partial int ts_tensor_set_data(nint target, nint source);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ts_tensor_save(nint handle, string path);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ts_tensor_load(string path, out nint result);

    [LibraryImport(Library)]
    internal static partial int ts_backward(
        nint* tensors, int count, nint* gradients, int retainGraph, int createGraph, nint* inputs, int inputCount);

    [LibraryImport(Library)]
    internal static partial int ts_grad(
        nint* outputs, int outputCount, nint* inputs, int inputCount, nint* gradients,
        int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)]
    internal static partial int ts_tensor_get_grad(nint handle, out nint result);

    [LibraryImport(Library)]
    internal static partial int ts_tensor_set_grad(nint handle, nint gradient);

    [LibraryImport(Library)]
    internal static partial int ts_grad_mode_get(out int enabled);

    [LibraryImport(Library)]
    internal static partial int ts_grad_mode_set(int enabled);

    [LibraryImport(Library)]
    internal static partial int ts_inference_mode_get(out int enabled);

    [LibraryImport(Library)]
    internal static partial int ts_inference_mode_enter(int enabled, out nint guard);

    [LibraryImport(Library)]
    internal static partial int ts_inference_mode_leave(nint guard);

    [LibraryImport(Library)]
    internal static partial int ts_manual_seed(long seed);

    [LibraryImport(Library)]
    internal static partial int ts_generator_default(long device, out nint result);

    [LibraryImport(Library)]
    internal static partial int ts_generator_new(long device, long seed, out nint result);

    [LibraryImport(Library)]
    internal static partial int ts_generator_free(nint handle);

    [LibraryImport(Library)]
    internal static partial int ts_generator_device(nint handle, out long device);

    [LibraryImport(Library)]
    internal static partial int ts_generator_seed(nint handle, out long seed);

    [LibraryImport(Library)]
    internal static partial int ts_generator_set_seed(nint handle, long seed);

    [LibraryImport(Library)]
    internal static partial int ts_generator_get_state(nint handle, out nint state);

    [LibraryImport(Library)]
    internal static partial int ts_generator_set_state(nint handle, nint state);

    [LibraryImport(Library)]
    internal static partial int ts_get_num_threads(out int count);

    [LibraryImport(Library)]
    internal static partial int ts_set_num_threads(int count);

    [LibraryImport(Library)]
    internal static partial int ts_get_num_interop_threads(out int count);

    [LibraryImport(Library)]
    internal static partial int ts_set_num_interop_threads(int count);

    [LibraryImport(Library)]
    internal static partial int ts_cuda_device_count(out int count);

    [LibraryImport(Library)]
    internal static partial int ts_cuda_cudnn_is_available(out int available);

    [LibraryImport(Library)]
    internal static partial int ts_cuda_synchronize(long deviceIndex);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ts_script_load(string path, long device, out nint result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ts_script_save(nint handle, string path);

    [LibraryImport(Library)]
    internal static partial int ts_script_free(nint handle);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ts_script_call(nint handle, string method, Value* arguments, int count, out Value result);

    [LibraryImport(Library)]
    internal static partial int ts_script_train(nint handle, int on);

    [LibraryImport(Library)]
    internal static partial int ts_script_is_training(nint handle, out int on);

    [LibraryImport(Library)]
    internal static partial int ts_script_to(nint handle, long device, int hasDevice, int dtype, int hasDType);

    [LibraryImport(Library)]
    internal static partial int ts_script_parameters(nint handle, int recurse, out Value result);

    [LibraryImport(Library)]
    internal static partial int ts_script_buffers(nint handle, int recurse, out Value result);

    [LibraryImport(Library)]
    internal static partial int ts_script_children(nint handle, out Value result);

    [LibraryImport(Library)]
    internal static partial int ts_script_type_name(nint handle, out Value result);
}
