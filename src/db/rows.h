// rows.h - from the rows of an answer to what a store gives: one of each row, or of the first.
// Used by stores; decides nothing.
#pragma once

#include <optional>
#include <type_traits>
#include <vector>

#include "db/db.h"

namespace musubi::db {

template <class Read>
using ReadFrom = std::invoke_result_t<Read&, const Row&>;

template <class Read>
std::vector<ReadFrom<Read>> each_of(const std::vector<Row>& rows, Read read) {
  std::vector<ReadFrom<Read>> out;
  out.reserve(rows.size());
  for (const Row& row : rows) out.push_back(read(row));
  return out;
}

template <class Read>
std::optional<ReadFrom<Read>> one_of(const std::optional<Row>& row, Read read) {
  if (!row) return std::nullopt;
  return read(*row);
}

}  // namespace musubi::db
