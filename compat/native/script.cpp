// TorchScript: load, save, call, and the flags and tensors of a module.
#include "bridge.h"

#include <torch/csrc/jit/serialization/import.h>
#include <torch/script.h>

using namespace bridge;

namespace {

torch::jit::Module& module(void* handle) { return *static_cast<torch::jit::Module*>(handle); }

Value text(const std::string& content) {
  // new[] of void* so that ts_free_list releases it; the length is in bytes.
  const size_t slots = content.size() / sizeof(void*) + 1;
  void** buffer = new void*[slots];
  std::copy(content.begin(), content.end(), reinterpret_cast<char*>(buffer));
  Value value{String, static_cast<int32_t>(content.size()), {0}};
  value.pointer = buffer;
  return value;
}

template <class Range, class Convert>
Value named(const Range& range, Convert&& convert) {
  std::vector<Value> flat;
  for (const auto& entry : range) {
    flat.push_back(text(entry.name));
    convert(entry.value, flat);
  }
  Value result{Tuple, static_cast<int32_t>(flat.size()), {0}};
  Value* entries = new Value[flat.size()];
  std::copy(flat.begin(), flat.end(), entries);
  result.pointer = entries;
  return result;
}

void push_tensor(const at::Tensor& tensor, std::vector<Value>& flat) {
  flat.push_back(from_ivalue(tensor));
}

}  // namespace

TS_EXPORT int ts_script_load(const char* path, int64_t device, void** result) {
  return guard([&] { *result = new torch::jit::Module(torch::jit::load(std::string(path), unpack_device(device))); });
}

TS_EXPORT int ts_script_save(void* handle, const char* path) {
  return guard([&] { module(handle).save(std::string(path)); });
}

TS_EXPORT int ts_script_free(void* handle) {
  return guard([&] { delete static_cast<torch::jit::Module*>(handle); });
}

TS_EXPORT int ts_script_call(void* handle, const char* method, const Value* arguments, int32_t count, Value* result) {
  return guard([&] {
    std::vector<c10::IValue> stack;
    stack.reserve(count);
    for (int32_t i = 0; i < count; ++i) {
      stack.push_back(to_ivalue(arguments[i]));
    }
    *result = from_ivalue(module(handle).get_method(method)(std::move(stack)));
  });
}

TS_EXPORT int ts_script_train(void* handle, int32_t on) {
  return guard([&] { module(handle).train(on != 0); });
}

TS_EXPORT int ts_script_is_training(void* handle, int32_t* on) {
  return guard([&] { *on = module(handle).is_training(); });
}

TS_EXPORT int ts_script_to(void* handle, int64_t device, int32_t has_device, int32_t dtype, int32_t has_dtype) {
  return guard([&] {
    if (has_device != 0) {
      module(handle).to(unpack_device(device));
    }
    if (has_dtype != 0) {
      module(handle).to(static_cast<at::ScalarType>(dtype));
    }
  });
}

// name, tensor, name, tensor, …
TS_EXPORT int ts_script_parameters(void* handle, int32_t recurse, Value* result) {
  return guard([&] { *result = named(module(handle).named_parameters(recurse != 0), push_tensor); });
}

TS_EXPORT int ts_script_buffers(void* handle, int32_t recurse, Value* result) {
  return guard([&] { *result = named(module(handle).named_buffers(recurse != 0), push_tensor); });
}

// name, module, name, module, …: each module is a new handle on the same object.
TS_EXPORT int ts_script_children(void* handle, Value* result) {
  return guard([&] {
    *result = named(module(handle).named_children(), [](const torch::jit::Module& child, std::vector<Value>& flat) {
      Value value{Int, 0, {0}};
      value.pointer = new torch::jit::Module(child);
      flat.push_back(value);
    });
  });
}

TS_EXPORT int ts_script_type_name(void* handle, Value* result) {
  return guard([&] { *result = text(module(handle).type()->name()->qualifiedName()); });
}
