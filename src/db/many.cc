// many.cc - see many.h: the texts of the few sizes, and the rows cut into them. On top of Tx, so
// that both databases are served alike.
// SECURITY: values are always bound, never part of the text.
#include "db/many.h"

#include <iterator>

namespace musubi::db {

namespace {
constexpr std::size_t kColumnsMost = 60;

// ($1, $2), ($3, $4)
std::string places_of(std::size_t rows, std::size_t columns) {
  std::string out;
  std::size_t number = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    out += row == 0 ? " (" : ", (";
    for (std::size_t column = 0; column < columns; ++column) {
      if (column != 0) out += ", ";
      out += "$" + std::to_string(++number);
    }
    out += ")";
  }
  return out;
}
}  // namespace

ManyRows::ManyRows(std::string_view name, std::string_view head, std::size_t columns,
                   std::string_view tail)
    : name_(name), columns_(columns) {
  CHECK(columns >= 1 && columns <= kColumnsMost);
  for (std::size_t i = 0; i < kSizes.size(); ++i) {
    texts_[i] = std::string(head) + places_of(kSizes[i], columns) + std::string(tail);
  }
}

Result<std::int64_t> ManyRows::insert(Tx& tx, Rows rows) const {
  CHECK(rows.values_.size() == rows.count_ * columns_);
  std::int64_t written = 0;
  auto next = std::make_move_iterator(rows.values_.begin());
  std::size_t left = rows.count_;
  for (std::size_t i = 0; i < kSizes.size(); ++i) {
    const Query query(name_, texts_[i]);
    for (; left >= kSizes[i]; left -= kSizes[i]) {
      const auto end = next + static_cast<std::ptrdiff_t>(kSizes[i] * columns_);
      const std::vector<Value> args(next, end);
      written += TRY(tx.change(query, args));
      next = end;
    }
  }
  return written;
}

}  // namespace musubi::db
