// reader.h - the post's list of postal codes, row by row: KEN_ALL and its newer form. Called by
// postal.cc and the fuzzer; reads, never writes.
//
//   row --"（" closed--> a town
//    '--"（" open--> joined with the next rows of the same code until it is closed --> a town
//
// Columns: 団体コード, 旧郵便番号, 郵便番号, カナ (3), 都道府県, 市区町村, 町域, flags (6).
// SECURITY: foreign bytes. Every text is bounded, without control characters and whole UTF-8.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "core/postal/postal.h"

namespace musubi::postal {

inline constexpr std::size_t kNameCharactersMost = 100;  // of a prefecture, municipality or town
inline constexpr std::size_t kRawTownBytesMost = 16 * 1024;  // with the details of all its rows

using EachTown = std::function<Result<void>(const Town& town)>;
// How many towns came. Fault::invalid names the line; what `each` fails with is handed on.
Result<std::int64_t> read_towns(const std::string& path, const EachTown& each);
Result<std::int64_t> read_towns_of_bytes(std::string_view bytes, const EachTown& each);

// The name of a town without what is no part of it; "" when nothing is left.
std::string town_name(std::string_view written, std::string_view municipality);
// 43101 -> 431010 (C-16). REQUIRES: five digits.
std::string with_check_digit(std::string_view code5);

}  // namespace musubi::postal
