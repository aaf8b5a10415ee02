// The C boundary between .NET and libtorch.
//
// Every function returns 0, or 1 with the reason in ts_last_error(). A tensor crosses as the address of its TensorImpl,
// holding one reference that the receiver owns; arguments are borrowed.
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>
#include <ATen/core/ivalue.h>

#define TS_EXPORT extern "C" __attribute__((visibility("default")))

namespace bridge {

enum Tag : int32_t {
  Omitted = 0,  // takes the schema's default
  None = 1,
  TensorValue = 2,
  Int = 3,
  Double = 4,
  Bool = 5,
  String = 6,
  IntList = 7,
  DoubleList = 8,
  BoolList = 9,
  TensorList = 10,  // entries may be null where the schema allows it
  Device = 11,
  GeneratorValue = 12,
  Tuple = 13,  // results only: a list of Value
};

// 16 bytes, blittable: `length` counts the entries behind `pointer`.
struct Value {
  int32_t tag;
  int32_t length;
  union {
    int64_t integer;
    double real;
    void* pointer;
  };
};

std::string& last_error();

template <class Body>
int guard(Body&& body) noexcept {
  try {
    body();
    return 0;
  } catch (const c10::Error& error) {
    last_error() = error.what_without_backtrace();
  } catch (const std::exception& error) {
    last_error() = error.what();
  } catch (...) {
    last_error() = "libtorch threw something that is no std::exception";
  }
  return 1;
}

inline at::Tensor borrow(void* handle) {
  using Reference = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;
  return handle == nullptr ? at::Tensor() : at::Tensor(Reference::reclaim_copy(static_cast<c10::TensorImpl*>(handle)));
}

// Null for an undefined tensor.
inline void* release(at::Tensor tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

std::vector<at::Tensor> borrow_all(void* const* handles, int32_t count);

c10::Device unpack_device(int64_t packed);  // type in the high 32 bits, index (or -1) in the low
int64_t pack_device(c10::Device device);

c10::IValue to_ivalue(const Value& value);  // by tag alone
c10::IValue to_list(const Value& value, c10::TypeKind element);
Value from_tensor(at::Tensor tensor);
Value from_ivalue(c10::IValue&& value);
void from_ivalues(std::vector<c10::IValue>& values, Value* results);  // all of them, or none

}  // namespace bridge
