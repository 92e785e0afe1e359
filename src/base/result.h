// result.h - errors as values: Result<T>, Error, TRY, CHECK.
// An expected failure (a wrong input, a missing row, a refused permission) is a Result; a broken
// promise of our own code is a CHECK, which throws and is caught in exactly one place, the request
// boundary in web. `says` is shown to people and is courteous Japanese that names the remedy;
// `detail` goes to the log only and must never hold personal data.
// Names follow std::expected so that moving to it later is one `using`.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace musubi {

// Closed and protocol-neutral on purpose: web maps each kind to one HTTP status.
enum class Fault {
  unauthenticated,  // nobody is signed in and somebody must be
  forbidden,        // signed in, but this role may not
  not_found,        // absent, or hidden from this actor (the two are indistinguishable on purpose)
  invalid,          // what was typed cannot be accepted; `fields` says where and what to do
  conflict,         // somebody else changed it first, or it exists already
  too_large,
  too_many,     // rate limit; try again later
  unavailable,  // a dependency (disk, mail server, browser) did not do its part: later it may
  unready,  // a setting or a field is missing that this needs: somebody fills it in, or it stays so
  damaged,  // what is kept is not what was kept; nobody mends it from here
};

// One message at one form field. `field` is the input's name=, which is also the column's name.
struct FieldError {
  std::string field;
  std::string says;
};

struct Error {
  Fault fault = Fault::unavailable;
  std::string says;                // for people: courteous Japanese, ends with the remedy
  std::vector<FieldError> fields;  // for Fault::invalid, in page order
  std::string detail;              // for the log only; no personal data
  std::string title = {};          // of the page that tells it; empty: the one of its kind
};

// What `return fail(...)` yields: converts to a failed Result of any type.
struct Failure {
  Error error;
};

[[nodiscard]] inline Failure fail(Fault fault, std::string says, std::string detail = {}) {
  return Failure{Error{fault, std::move(says), {}, std::move(detail)}};
}
[[nodiscard]] inline Failure fail(Error error) { return Failure{std::move(error)}; }
// Fault::unready. title: what is missing; says: who can put it right, and where.
[[nodiscard]] inline Failure fail_unready(std::string title, std::string says) {
  return Failure{Error{Fault::unready, std::move(says), {}, {}, std::move(title)}};
}
[[nodiscard]] inline Failure fail_fields(std::vector<FieldError> fields) {
  return Failure{Error{Fault::invalid, "入力内容に誤りがあります", std::move(fields), {}}};
}

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}                    // NOLINT: implicit on purpose
  Result(Failure failure) : error_(std::move(failure.error)) {}    // NOLINT: implicit on purpose

  bool has_value() const { return value_.has_value(); }
  explicit operator bool() const { return has_value(); }
  // REQUIRES: has_value().
  T& value() & { return *value_; }
  const T& value() const& { return *value_; }
  T&& value() && { return std::move(*value_); }
  T& operator*() & { return *value_; }
  const T& operator*() const& { return *value_; }
  T&& operator*() && { return std::move(*value_); }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }
  T value_or(T other) const { return value_ ? *value_ : std::move(other); }
  // REQUIRES: !has_value().
  Error& error() & { return error_; }
  const Error& error() const& { return error_; }
  Error&& error() && { return std::move(error_); }

 private:
  std::optional<T> value_;
  Error error_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Failure failure) : failed_(true), error_(std::move(failure.error)) {}  // NOLINT: implicit

  bool has_value() const { return !failed_; }
  explicit operator bool() const { return !failed_; }
  void value() const {}
  Error& error() & { return error_; }
  const Error& error() const& { return error_; }
  Error&& error() && { return std::move(error_); }

 private:
  bool failed_ = false;
  Error error_;
};

// Thrown by CHECK. Nothing but the request, job and command boundaries may catch it.
class BrokenPromise : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] inline void broken_promise(const char* what, const char* file, int line) {
  throw BrokenPromise(std::string(file) + ":" + std::to_string(line) + ": " + what);
}

}  // namespace musubi

// `T v = TRY(f());` or `TRY(check(x));` - returns the failure to our caller, else yields the value.
#define TRY(expression)                                                      \
  __extension__({                                                            \
    auto&& try_result_ = (expression);                                       \
    if (!try_result_) return ::musubi::fail(std::move(try_result_).error()); \
    std::move(try_result_).value();                                          \
  })

#define CHECK(condition) \
  ((condition) ? (void)0 : ::musubi::broken_promise(#condition, __FILE__, __LINE__))
