// Random state: the global seed, generators and their state.
#include "bridge.h"

#include <mutex>

#include <ATen/Context.h>
#include <ATen/core/Generator.h>

using namespace bridge;

namespace {

at::Generator& generator(void* handle) { return *static_cast<at::Generator*>(handle); }

}  // namespace

TS_EXPORT int ts_manual_seed(int64_t seed) {
  return guard([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

TS_EXPORT int ts_generator_default(int64_t device, void** result) {
  return guard([&] { *result = new at::Generator(at::globalContext().defaultGenerator(unpack_device(device))); });
}

// A clone of the device's default generator: the one way that asks for no header of that device.
TS_EXPORT int ts_generator_new(int64_t device, int64_t seed, void** result) {
  return guard([&] {
    at::Generator fresh = at::globalContext().defaultGenerator(unpack_device(device)).clone();
    fresh.set_current_seed(static_cast<uint64_t>(seed));
    *result = new at::Generator(std::move(fresh));
  });
}

TS_EXPORT int ts_generator_free(void* handle) {
  return guard([&] { delete static_cast<at::Generator*>(handle); });
}

TS_EXPORT int ts_generator_device(void* handle, int64_t* device) {
  return guard([&] { *device = pack_device(generator(handle).device()); });
}

TS_EXPORT int ts_generator_seed(void* handle, int64_t* seed) {
  return guard([&] {
    std::lock_guard<std::mutex> lock(generator(handle).mutex());
    *seed = static_cast<int64_t>(generator(handle).current_seed());
  });
}

TS_EXPORT int ts_generator_set_seed(void* handle, int64_t seed) {
  return guard([&] {
    std::lock_guard<std::mutex> lock(generator(handle).mutex());
    generator(handle).set_current_seed(static_cast<uint64_t>(seed));
  });
}

TS_EXPORT int ts_generator_get_state(void* handle, void** state) {
  return guard([&] {
    std::lock_guard<std::mutex> lock(generator(handle).mutex());
    *state = release(generator(handle).get_state());
  });
}

TS_EXPORT int ts_generator_set_state(void* handle, void* state) {
  return guard([&] {
    std::lock_guard<std::mutex> lock(generator(handle).mutex());
    generator(handle).set_state(borrow(state));
  });
}
