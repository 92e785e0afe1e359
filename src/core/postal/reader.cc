// reader.cc - see reader.h. Bytes become cells in core/sheets; here a row becomes a town, or the
// file is refused. A table that is wrong in one row is not trusted in the others.
#include "core/postal/reader.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "core/sheets/sheets.h"

namespace musubi::postal {
namespace {

constexpr std::size_t kColumns = 15;
constexpr std::size_t kOpenRowsMost = 200;  // of one town; the longest known has about ten

enum Column : std::size_t { kCode = 0, kPostalCode = 2, kPrefecture = 6, kMunicipality, kTown };

bool has_digits(std::string_view text, std::size_t count) {
  return text.size() == count && std::all_of(text.begin(), text.end(), [](char c) {
    return c >= '0' && c <= '9';
  });
}

Failure unfit_row(std::int64_t line, const std::string& why) {
  return fail(Fault::invalid, std::to_string(line) + " 行目を郵便番号の表として読めません。" + why);
}

bool is_clean(std::string_view text) {
  constexpr std::string_view kLost = "\xEF\xBF\xBD";  // U+FFFD: bytes that were no character
  const bool printable = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != '\x7F';
  });
  return printable && is_valid_utf8(text) && text.find(kLost) == std::string_view::npos;
}

bool is_name(std::string_view text) {
  return !text.empty() && count_characters(text) <= kNameCharactersMost;
}

std::size_t count_of(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos;
       at = text.find(what, at + what.size())) {
    ++count;
  }
  return count;
}

bool is_open(std::string_view town) {
  return count_of(town, "（") + count_of(town, "(") > count_of(town, "）") + count_of(town, ")");
}

// From the first bracket to the last.
std::string without_details(std::string_view town) {
  const std::size_t open = std::min(town.find("（"), town.find('('));
  if (open == std::string_view::npos) return std::string(town);
  std::string out(town.substr(0, open));
  for (std::string_view close : {"）", ")"}) {
    const std::size_t at = town.rfind(close);
    if (at == std::string_view::npos || at < open) continue;
    const std::string_view behind = town.substr(at + close.size());
    if (behind.find("）") == std::string_view::npos && behind.find(')') == std::string_view::npos) {
      out += behind;
    }
  }
  return out;
}

bool names_several(std::string_view town) {
  const std::array<std::string_view, 3> kJoins{"、", "～", "〜"};
  return std::any_of(kJoins.begin(), kJoins.end(), [&](std::string_view join) {
    return town.find(join) != std::string_view::npos;
  });
}

// Rows in, towns out.
class TownReader {
 public:
  explicit TownReader(const EachTown& each) : each_(each) {}

  Result<bool> row(std::int64_t line, const sheets::Cells& cells) {
    if (cells.size() == 1 && cells[0].empty()) return true;  // a blank line
    Town town = TRY(town_of(line, cells));
    if (!open_.postal_code.empty()) {
      TRY(join(line, town));
    } else {
      open_ = std::move(town);
      open_line_ = line;
      open_rows_ = 1;
    }
    if (!is_open(open_.town)) TRY(give());
    return true;
  }
  Result<std::int64_t> finish() {
    if (!open_.postal_code.empty()) return left_open();
    if (towns_ == 0) {
      return fail(Fault::invalid, "郵便番号が1件も見つかりません。日本郵便の「住所の郵便番号」の CSV を"
                                  "指定してください。");
    }
    return towns_;
  }

 private:
  static Result<Town> town_of(std::int64_t line, const sheets::Cells& cells) {
    if (cells.size() != kColumns) {
      return unfit_row(line, "列が " + std::to_string(cells.size()) +
                                 " あります。15列の CSV（KEN_ALL か utf_ken_all）を指定してください。");
    }
    Town town{cells[kPostalCode].text, cells[kCode].text, trim(cells[kPrefecture].text),
              trim(cells[kMunicipality].text), cells[kTown].text};
    if (!has_digits(town.municipality_code, 5) || !has_digits(town.postal_code, 7)) {
      return unfit_row(line, "団体コードは5桁、郵便番号は7桁の数字です。表計算ソフトで保存し直すと先頭の 0 が"
                             "消えるため、受け取ったままのファイルを指定してください。");
    }
    town.municipality_code = with_check_digit(town.municipality_code);
    for (const std::string* text : {&town.prefecture, &town.municipality, &town.town}) {
      if (!is_clean(*text)) return unfit_row(line, "読めない文字があります。文字コードをお確かめください。");
    }
    if (!is_name(town.prefecture) || !is_name(town.municipality)) {
      return unfit_row(line, "都道府県と市区町村の名前をお確かめください。");
    }
    return town;
  }
  Failure left_open() const {
    return unfit_row(open_line_, "町域のかっこが閉じていません。ファイルが途中で切れていないかお確かめください。");
  }
  // The rest of a town whose name is too long for one row.
  Result<void> join(std::int64_t line, const Town& more) {
    if (more.postal_code != open_.postal_code ||
        more.municipality_code != open_.municipality_code || ++open_rows_ > kOpenRowsMost) {
      return left_open();
    }
    if (open_.town.size() + more.town.size() > kRawTownBytesMost) {
      return unfit_row(line, "町域の名前が長すぎます。");
    }
    open_.town += more.town;
    return {};
  }
  Result<void> give() {
    Town town = std::move(open_);
    open_ = Town{};
    if (town.town.size() > kRawTownBytesMost) return unfit_row(open_line_, "町域の名前が長すぎます。");
    town.town = town_name(town.town, town.municipality);
    if (count_characters(town.town) > kNameCharactersMost) {
      return unfit_row(open_line_, "町域の名前が長すぎます。");
    }
    ++towns_;
    return each_(town);
  }

  const EachTown& each_;
  Town open_;  // empty postal_code: none
  std::int64_t open_line_ = 0;
  std::size_t open_rows_ = 0;
  std::int64_t towns_ = 0;
};

sheets::ReadOptions as_list() {
  sheets::ReadOptions options;
  options.delimiter = ',';
  return options;
}

// A ZIP begins like a workbook; neither is the list.
Result<void> refuse_other_files(const Result<sheets::FileInfo>& info) {
  if (info && info->format == sheets::Format::csv) return {};
  if (!info && info.error().fault != Fault::invalid) return fail(info.error());
  return fail(Fault::invalid, (info ? "CSV のファイルではありません。" : info.error().says) +
                                  std::string("ZIP のときは、中の CSV を取り出して指定してください。"));
}

}  // namespace

std::string with_check_digit(std::string_view code5) {
  int sum = 0, weight = 6;
  for (const char c : code5) sum += (c - '0') * weight--;
  return std::string(code5) + std::to_string((11 - sum % 11) % 10);
}

std::string town_name(std::string_view written, std::string_view municipality) {
  std::string name = trim(without_details(written));
  if (name == "以下に掲載がない場合") return "";
  if (name.ends_with("がくる場合") && name.find("の次に") != std::string::npos) return "";
  constexpr std::string_view kWhole = "一円";  // 利島村一円; but 一円 alone is a town
  if (name.size() > kWhole.size() && name.ends_with(kWhole) &&
      municipality.ends_with(name.substr(0, name.size() - kWhole.size()))) {
    return "";
  }
  if (!names_several(name)) return name;
  // 種市第１地割～第３地割: the town stands before the first number. Anything else is no one name.
  const std::size_t numbered = name.find("第");
  return name.find("地割") == std::string::npos || numbered == std::string::npos
             ? ""
             : name.substr(0, numbered);
}

Result<std::int64_t> read_towns(const std::string& path, const EachTown& each) {
  TRY(refuse_other_files(sheets::describe(path, as_list())));
  TownReader reader(each);
  TRY(sheets::each_row(path, as_list(), [&](std::int64_t line, const sheets::Cells& cells) {
    return reader.row(line, cells);
  }));
  return reader.finish();
}

Result<std::int64_t> read_towns_of_bytes(std::string_view bytes, const EachTown& each) {
  TRY(refuse_other_files(sheets::describe_bytes(bytes, as_list())));
  TownReader reader(each);
  TRY(sheets::each_row_of_bytes(bytes, as_list(),
                                [&](std::int64_t line, const sheets::Cells& cells) {
                                  return reader.row(line, cells);
                                }));
  return reader.finish();
}

}  // namespace musubi::postal
