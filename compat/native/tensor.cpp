// What the dispatcher cannot do: lifetime, a look inside, data from memory, files, threads and devices.
#include "bridge.h"

#include <cstring>

#include <ATen/Parallel.h>
#include <torch/cuda.h>
#include <torch/serialize.h>
#include <torch/version.h>

using namespace bridge;

struct TensorInfo {
  int64_t dimensions;
  int64_t elements;
  const int64_t* sizes;
  const int64_t* strides;
  int64_t device;
  int32_t dtype;
  int32_t element_size;
  int32_t requires_grad;
  int32_t is_leaf;
  int32_t is_contiguous;
  int32_t is_sparse;
};

TS_EXPORT int ts_tensor_free(void* handle) {
  return guard([&] {
    c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(static_cast<c10::TensorImpl*>(handle));
  });
}

TS_EXPORT int ts_tensor_alias(void* handle, void** result) {
  return guard([&] { *result = release(borrow(handle)); });
}

TS_EXPORT int ts_tensor_info(void* handle, TensorInfo* info) {
  return guard([&] {
    const at::Tensor tensor = borrow(handle);
    const bool dense = !tensor.is_sparse();
    info->dimensions = tensor.dim();
    info->elements = tensor.numel();
    info->sizes = tensor.sizes().data();
    info->strides = dense ? tensor.strides().data() : nullptr;
    info->device = pack_device(tensor.device());
    info->dtype = static_cast<int32_t>(tensor.scalar_type());
    info->element_size = static_cast<int32_t>(tensor.element_size());
    info->requires_grad = tensor.requires_grad();
    info->is_leaf = tensor.is_leaf();
    info->is_contiguous = dense && tensor.is_contiguous();
    info->is_sparse = !dense;
  });
}

TS_EXPORT int ts_tensor_data(void* handle, void** data) {
  return guard([&] { *data = borrow(handle).data_ptr(); });
}

TS_EXPORT int ts_tensor_from_data(
    const void* data, int64_t bytes, int32_t dtype, const int64_t* sizes, int32_t dimensions, void** result) {
  return guard([&] {
    at::Tensor tensor =
        at::empty(at::IntArrayRef(sizes, dimensions), at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype)));
    const int64_t expected = tensor.numel() * static_cast<int64_t>(tensor.element_size());
    if (expected != bytes) {
      throw std::invalid_argument(
          "the shape takes " + std::to_string(expected) + " bytes; the data have " + std::to_string(bytes));
    }
    if (bytes > 0) {
      std::memcpy(tensor.data_ptr(), data, static_cast<size_t>(bytes));
    }
    *result = release(std::move(tensor));
  });
}

// Lets `target` share the data (and device and type) of `source`, whoever else holds `target`.
TS_EXPORT int ts_tensor_set_data(void* target, void* source) {
  return guard([&] { borrow(target).set_data(borrow(source)); });
}

TS_EXPORT int ts_tensor_save(void* handle, const char* path) {
  return guard([&] { torch::save(borrow(handle), std::string(path)); });
}

TS_EXPORT int ts_tensor_load(const char* path, void** result) {
  return guard([&] {
    at::Tensor tensor;
    torch::load(tensor, std::string(path));
    *result = release(std::move(tensor));
  });
}

TS_EXPORT const char* ts_torch_version() { return TORCH_VERSION; }

TS_EXPORT int ts_get_num_threads(int32_t* count) {
  return guard([&] { *count = at::get_num_threads(); });
}

TS_EXPORT int ts_set_num_threads(int32_t count) {
  return guard([&] { at::set_num_threads(count); });
}

TS_EXPORT int ts_get_num_interop_threads(int32_t* count) {
  return guard([&] { *count = at::get_num_interop_threads(); });
}

TS_EXPORT int ts_set_num_interop_threads(int32_t count) {
  return guard([&] { at::set_num_interop_threads(count); });
}

TS_EXPORT int ts_cuda_device_count(int32_t* count) {
  return guard([&] { *count = torch::cuda::is_available() ? static_cast<int32_t>(torch::cuda::device_count()) : 0; });
}

TS_EXPORT int ts_cuda_cudnn_is_available(int32_t* available) {
  return guard([&] { *available = torch::cuda::is_available() && torch::cuda::cudnn_is_available(); });
}

TS_EXPORT int ts_cuda_synchronize(int64_t device_index) {
  return guard([&] { torch::cuda::synchronize(device_index); });
}
