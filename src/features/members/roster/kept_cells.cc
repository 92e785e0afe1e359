// kept_cells.cc - the cells of one row as the file has them, packed into one string.
//
//   field (1 byte)  length (4 bytes)  text  |  field  length  text  | ...
//
// See roster.h. Lives in memory alone: neither the order of the bytes nor the numbers of the fields
// may ever be stored.
#include <cstdint>
#include <cstring>

#include "features/members/roster/roster.h"

namespace musubi::members {

namespace {

constexpr std::size_t kHeadBytes = 1 + sizeof(std::uint32_t);

struct PackedCell {
  RosterField field = RosterField::ignored;
  std::string_view text;
};

// The cell that begins at `at`, which then stands behind it. REQUIRES: at < packed.size().
PackedCell next_cell(std::string_view packed, std::size_t& at) {
  std::uint32_t length = 0;
  std::memcpy(&length, packed.data() + at + 1, sizeof length);
  const auto field = static_cast<RosterField>(packed[at]);
  const std::string_view text = packed.substr(at + kHeadBytes, length);
  at += kHeadBytes + length;
  return {field, text};
}

}  // namespace

KeptCells::KeptCells(const std::map<RosterField, std::string>& cells) {
  std::size_t bytes = 0;
  for (const auto& [field, written] : cells) bytes += kHeadBytes + written.size();
  packed_.reserve(bytes);
  for (const auto& [field, written] : cells) {
    const auto length = static_cast<std::uint32_t>(written.size());  // sheets::Limits::cell_bytes
    char head[kHeadBytes];
    head[0] = static_cast<char>(field);
    std::memcpy(head + 1, &length, sizeof length);
    packed_.append(head, sizeof head);
    packed_ += written;
  }
}

std::string KeptCells::text(RosterField field) const {
  for (std::size_t at = 0; at < packed_.size();) {
    const PackedCell cell = next_cell(packed_, at);
    if (cell.field == field) return std::string(cell.text);
  }
  return {};
}

std::map<RosterField, std::string> KeptCells::unpacked() const {
  std::map<RosterField, std::string> out;
  for (std::size_t at = 0; at < packed_.size();) {
    const PackedCell cell = next_cell(packed_, at);
    out.emplace(cell.field, cell.text);
  }
  return out;
}

}  // namespace musubi::members
