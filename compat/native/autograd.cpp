// Gradients: backward, grad, and the modes that switch recording on and off for a thread.
#include "bridge.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

using namespace bridge;

namespace {

std::vector<at::Tensor> optional_tensors(void* const* handles, int32_t count) {
  return handles == nullptr ? std::vector<at::Tensor>() : borrow_all(handles, count);
}

}  // namespace

TS_EXPORT int ts_backward(
    void* const* tensors, int32_t count, void* const* gradients, int32_t retain_graph, int32_t create_graph,
    void* const* inputs, int32_t input_count) {
  return guard([&] {
    torch::autograd::backward(
        borrow_all(tensors, count), optional_tensors(gradients, count), retain_graph != 0, create_graph != 0,
        optional_tensors(inputs, input_count));
  });
}

TS_EXPORT int ts_grad(
    void* const* outputs, int32_t output_count, void* const* inputs, int32_t input_count, void* const* gradients,
    int32_t retain_graph, int32_t create_graph, int32_t allow_unused, void** results) {
  return guard([&] {
    auto found = torch::autograd::grad(
        borrow_all(outputs, output_count), borrow_all(inputs, input_count), optional_tensors(gradients, output_count),
        retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (size_t i = 0; i < found.size(); ++i) {
      results[i] = release(std::move(found[i]));
    }
  });
}

TS_EXPORT int ts_tensor_get_grad(void* handle, void** result) {
  return guard([&] { *result = release(borrow(handle).grad()); });
}

TS_EXPORT int ts_tensor_set_grad(void* handle, void* gradient) {
  return guard([&] { borrow(handle).mutable_grad() = borrow(gradient); });
}

TS_EXPORT int ts_grad_mode_get(int32_t* enabled) {
  return guard([&] { *enabled = c10::GradMode::is_enabled(); });
}

TS_EXPORT int ts_grad_mode_set(int32_t enabled) {
  return guard([&] { c10::GradMode::set_enabled(enabled != 0); });
}

TS_EXPORT int ts_inference_mode_get(int32_t* enabled) {
  return guard([&] { *enabled = c10::InferenceMode::is_enabled(); });
}

TS_EXPORT int ts_inference_mode_enter(int32_t enabled, void** guard_handle) {
  return guard([&] { *guard_handle = new c10::InferenceMode(enabled != 0); });
}

TS_EXPORT int ts_inference_mode_leave(void* guard_handle) {
  return guard([&] { delete static_cast<c10::InferenceMode*>(guard_handle); });
}
