// Between the values that cross the boundary and libtorch's own.
#include "bridge.h"

#include <memory>

#include <ATen/core/Generator.h>
#include <ATen/core/jit_type.h>

namespace bridge {

std::string& last_error() {
  static thread_local std::string message;
  return message;
}

std::vector<at::Tensor> borrow_all(void* const* handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; ++i) {
    tensors.push_back(borrow(handles[i]));
  }
  return tensors;
}

c10::Device unpack_device(int64_t packed) {
  return c10::Device(
      static_cast<c10::DeviceType>(static_cast<int32_t>(packed >> 32)),
      static_cast<c10::DeviceIndex>(static_cast<int32_t>(packed & 0xffffffff)));
}

int64_t pack_device(c10::Device device) {
  return (static_cast<int64_t>(device.type()) << 32) |
      static_cast<uint32_t>(static_cast<int32_t>(device.index()));
}

namespace {

template <class T, class Stored = T>
c10::List<T> list_of(const Value& value) {
  const Stored* entries = static_cast<const Stored*>(value.pointer);
  c10::List<T> list;
  list.reserve(value.length);
  for (int32_t i = 0; i < value.length; ++i) {
    list.push_back(static_cast<T>(entries[i]));
  }
  return list;
}

template <class T>
c10::List<T> tensors_of(const Value& value) {
  void* const* handles = static_cast<void* const*>(value.pointer);
  c10::List<T> list;
  list.reserve(value.length);
  for (int32_t i = 0; i < value.length; ++i) {
    if (handles[i] == nullptr) {
      if constexpr (std::is_same_v<T, c10::optional<at::Tensor>>) {
        list.push_back(c10::nullopt);
        continue;
      } else {
        throw std::invalid_argument("a list of tensors has a null entry where the operator takes none");
      }
    }
    list.push_back(borrow(handles[i]));
  }
  return list;
}

}  // namespace

c10::IValue to_ivalue(const Value& value) {
  switch (value.tag) {
    case None:
      return c10::IValue();
    case TensorValue:
      return borrow(value.pointer);
    case Int:
      return value.integer;
    case Double:
      return value.real;
    case Bool:
      return value.integer != 0;
    case String:
      return std::string(static_cast<const char*>(value.pointer), value.length);
    case IntList:
      return list_of<int64_t>(value);
    case DoubleList:
      return list_of<double>(value);
    case BoolList:
      return list_of<bool, uint8_t>(value);
    case TensorList:
      return tensors_of<at::Tensor>(value);
    case Device:
      return unpack_device(value.integer);
    case GeneratorValue:
      return *static_cast<at::Generator*>(value.pointer);
    default:
      throw std::invalid_argument("unknown value tag " + std::to_string(value.tag));
  }
}

c10::IValue to_list(const Value& value, c10::TypeKind element) {
  switch (value.tag) {
    case IntList:
      return element == c10::TypeKind::FloatType ? c10::IValue(list_of<double, int64_t>(value))
                                                 : c10::IValue(list_of<int64_t>(value));
    case DoubleList:
      return list_of<double>(value);
    case BoolList:
      return list_of<bool, uint8_t>(value);
    case TensorList:
      return element == c10::TypeKind::OptionalType ? c10::IValue(tensors_of<c10::optional<at::Tensor>>(value))
                                                    : c10::IValue(tensors_of<at::Tensor>(value));
    case Int:  // one dimension where a list of them may stand
      return c10::List<int64_t>({value.integer});
    case Double:
      return c10::List<double>({value.real});
    default:
      throw std::invalid_argument("a list was expected");
  }
}

Value from_tensor(at::Tensor tensor) {
  Value result{None, 0, {0}};
  result.pointer = release(std::move(tensor));
  result.tag = result.pointer == nullptr ? None : TensorValue;
  return result;
}

namespace {

// Gives back what a value owns, for when it cannot be handed over.
void discard(const Value& value) {
  using Reference = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;
  if (value.tag == TensorValue) {
    Reference::reclaim(static_cast<c10::TensorImpl*>(value.pointer));
  } else if (value.tag == TensorList) {
    void** handles = static_cast<void**>(value.pointer);
    for (int32_t i = 0; i < value.length; ++i) {
      if (handles[i] != nullptr) {
        Reference::reclaim(static_cast<c10::TensorImpl*>(handles[i]));
      }
    }
    delete[] handles;
  } else if (value.tag == Tuple) {
    Value* entries = static_cast<Value*>(value.pointer);
    for (int32_t i = 0; i < value.length; ++i) {
      discard(entries[i]);
    }
    delete[] entries;
  }
}

}  // namespace

void from_ivalues(std::vector<c10::IValue>& values, Value* results) {
  size_t done = 0;
  try {
    for (; done < values.size(); ++done) {
      results[done] = from_ivalue(std::move(values[done]));
    }
  } catch (...) {
    while (done > 0) {
      discard(results[--done]);
    }
    throw;
  }
}

Value from_ivalue(c10::IValue&& value) {
  Value result{None, 0, {0}};
  if (value.isTensor()) {
    result = from_tensor(std::move(value).toTensor());
  } else if (value.isInt()) {
    result.tag = Int;
    result.integer = value.toInt();
  } else if (value.isDouble()) {
    result.tag = Double;
    result.real = value.toDouble();
  } else if (value.isBool()) {
    result.tag = Bool;
    result.integer = value.toBool();
  } else if (value.isTensorList()) {
    const auto list = value.toTensorVector();
    void** handles = new void*[list.size()];
    for (size_t i = 0; i < list.size(); ++i) {
      handles[i] = release(list[i]);
    }
    result.tag = TensorList;
    result.length = static_cast<int32_t>(list.size());
    result.pointer = handles;
  } else if (value.isTuple() || value.isList()) {
    std::vector<c10::IValue> elements =
        value.isTuple() ? std::vector<c10::IValue>(value.toTupleRef().elements().begin(), value.toTupleRef().elements().end())
                        : value.toListRef().vec();
    std::unique_ptr<Value[]> entries(new Value[elements.size()]);
    from_ivalues(elements, entries.get());
    result.tag = Tuple;
    result.length = static_cast<int32_t>(elements.size());
    result.pointer = entries.release();
  } else if (!value.isNone()) {
    throw std::invalid_argument("no way to hand a value of type " + value.tagKind() + " to .NET");
  }
  return result;
}

}  // namespace bridge
