// One door for every operator: look a schema up by name, bring the arguments over, call through the dispatcher.
#include "bridge.h"

#include <functional>

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/jit_type.h>

using namespace bridge;

namespace {

// What a call needs to know of one argument's type, taken out of the schema once: asking the schema costs reference counts.
struct Formal {
  explicit Formal(const c10::Argument& argument) : schema(&argument) {
    c10::TypePtr type = argument.type();
    if (type->kind() == c10::TypeKind::OptionalType) {
      optional = true;
      type = type->containedType(0);
    }
    kind = type->kind();
    if (kind == c10::TypeKind::ListType) {
      element = type->containedType(0)->kind();
    }
  }

  const c10::Argument* schema;
  bool optional = false;
  c10::TypeKind kind;
  c10::TypeKind element = c10::TypeKind::AnyType;
};

// A caller's tensor without a reference of its own: the caller's lasts as long as the call.
class Lent {
 public:
  explicit Lent(const Value& value)
      : tensor_(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(
            static_cast<c10::TensorImpl*>(value.pointer))) {}
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  ~Lent() { tensor_.unsafeReleaseTensorImpl(); }

  operator const at::Tensor&() const { return tensor_; }

 private:
  at::Tensor tensor_;
};

// A call without boxes, which are a seventh of what a small operator costs. It takes as many values as the signature has
// tensors, and perhaps the number after them.
using DirectCall = std::function<at::Tensor(const Value*, bool with_number)>;

// The commonest signatures: one tensor, two, or two and a number, with one new tensor as the result; empty for all others.
DirectCall direct_call(const c10::OperatorHandle& op) {
  const c10::FunctionSchema& schema = op.schema();
  std::string kinds;
  for (const c10::Argument& argument : schema.arguments()) {
    const bool writes = argument.alias_info() != nullptr && argument.alias_info()->isWrite();
    const c10::TypeKind kind = argument.type()->kind();
    kinds += kind == c10::TypeKind::TensorType && !writes ? 'T' : kind == c10::TypeKind::NumberType ? 'N' : '?';
  }
  if (schema.returns().size() != 1 || schema.returns()[0].type()->kind() != c10::TypeKind::TensorType) {
    return {};
  }
  using T = const at::Tensor&;
  if (kinds == "T") {
    return [call = op.typed<at::Tensor(T)>()](const Value* values, bool) { return call.call(Lent(values[0])); };
  }
  if (kinds == "TT") {
    return [call = op.typed<at::Tensor(T, T)>()](const Value* values, bool) {
      return call.call(Lent(values[0]), Lent(values[1]));
    };
  }
  if (kinds == "TTN" && schema.arguments()[2].default_value().has_value()) {
    const at::Scalar number = schema.arguments()[2].default_value()->toScalar();
    return [call = op.typed<at::Tensor(T, T, const at::Scalar&)>(), number](const Value* values, bool with_number) {
      return call.call(Lent(values[0]), Lent(values[1]), with_number ? to_ivalue(values[2]).toScalar() : number);
    };
  }
  return {};
}

struct Operator {
  explicit Operator(c10::OperatorHandle found) : handle(std::move(found)), direct(direct_call(handle)) {
    for (const c10::Argument& argument : handle.schema().arguments()) {
      formals.emplace_back(argument);
      tensors += formals.back().kind == c10::TypeKind::TensorType;
    }
  }

  // Whether the arguments are all tensors, and a number at most after them, as `direct` wants them.
  bool is_direct(const Value* arguments, int32_t count) const {
    if (!direct || count < tensors || count > static_cast<int32_t>(formals.size())) {
      return false;
    }
    for (int32_t i = 0; i < tensors; ++i) {
      if (arguments[i].tag != TensorValue) {
        return false;
      }
    }
    return count == tensors || arguments[tensors].tag == Int || arguments[tensors].tag == Double;
  }

  c10::OperatorHandle handle;
  DirectCall direct;
  std::vector<Formal> formals;
  int32_t tensors = 0;
};

c10::IValue argument_for(const Formal& formal, const Value& value) {
  if (formal.optional && value.tag == None) {
    return c10::IValue();
  }
  switch (formal.kind) {
    case c10::TypeKind::ListType:
      return to_list(value, formal.element);
    case c10::TypeKind::FloatType:
      return value.tag == Int ? c10::IValue(static_cast<double>(value.integer)) : to_ivalue(value);
    default:
      return to_ivalue(value);
  }
}

}  // namespace

TS_EXPORT int32_t ts_abi_version() { return 1; }

TS_EXPORT const char* ts_last_error() { return last_error().c_str(); }

TS_EXPORT int ts_find_operator(const char* name, const char* overload, void** handle) {
  return guard([&] { *handle = new Operator(c10::Dispatcher::singleton().findSchemaOrThrow(name, overload)); });
}

TS_EXPORT int ts_call(void* handle, const Value* arguments, int32_t count, Value* results, int32_t capacity, int32_t* returned) {
  return guard([&] {
    const Operator& op = *static_cast<const Operator*>(handle);
    if (op.is_direct(arguments, count)) {
      results[0] = from_tensor(op.direct(arguments, count > op.tensors));
      *returned = 1;
      return;
    }
    if (static_cast<size_t>(count) > op.formals.size()) {
      throw std::invalid_argument(
          op.handle.schema().name() + " takes " + std::to_string(op.formals.size()) + " arguments; got " +
          std::to_string(count));
    }
    std::vector<c10::IValue> stack;
    stack.reserve(op.formals.size());
    for (size_t i = 0; i < op.formals.size(); ++i) {
      const Formal& formal = op.formals[i];
      if (i < static_cast<size_t>(count) && arguments[i].tag != Omitted) {
        stack.push_back(argument_for(formal, arguments[i]));
      } else if (formal.schema->default_value().has_value()) {
        stack.push_back(*formal.schema->default_value());
      } else {
        throw std::invalid_argument(op.handle.schema().name() + " needs a value for '" + formal.schema->name() + "'");
      }
    }
    op.handle.callBoxed(&stack);
    if (stack.size() > static_cast<size_t>(capacity)) {
      throw std::invalid_argument(op.handle.schema().name() + " returns more values than the caller has room for");
    }
    from_ivalues(stack, results);
    *returned = static_cast<int32_t>(stack.size());
  });
}

// Frees the array of a list result; the tensors in it are the caller's already.
TS_EXPORT void ts_free_list(void* handles) { delete[] static_cast<void**>(handles); }

TS_EXPORT void ts_free_tuple(void* values) { delete[] static_cast<Value*>(values); }
