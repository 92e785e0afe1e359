// readers.cc - the answers of the registers, read strictly. See registers.h for their shapes'
// sources. SECURITY: foreign bytes; every text is bounded and must be UTF-8, and the record must be
// about the number that was asked.
#include <pugixml.hpp>

#include <array>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "base/time.h"
#include "core/registers/registers.h"

namespace musubi::registers {
namespace {

constexpr std::size_t kTextMost = 1000;  // bytes of a name or an address

Failure unreadable(std::string detail) {
  return fail(Fault::invalid, "公表サイトの応答を読み取れませんでした。少し待ってから、もう一度お試しください",
              std::move(detail));
}

// C-3 (closeCause).
std::string cause_words(std::string_view code) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kCauses{
      {{"01", "清算の結了等"}, {"11", "合併による解散等"}, {"21", "登記官による閉鎖"}, {"31", "その他"}}};
  for (const auto& [key, words] : kCauses) {
    if (key == code) return std::string(words);
  }
  return "";
}

// What can be kept: PostgreSQL takes no zero byte.
bool is_keepable(std::string_view bytes) {
  return bytes.size() <= kAnswerBytesMost && bytes.find('\0') == std::string_view::npos &&
         is_valid_utf8(bytes);
}

bool is_text(std::string_view text) { return text.size() <= kTextMost && is_valid_utf8(text); }

// "" stays ""; everything else must be a day.
bool read_day(std::string_view text, std::string& out) {
  if (text.empty()) return true;
  const auto day = parse_iso_date(text.substr(0, 10));  // gBizINFO adds a time
  if (!day) return false;
  out = iso(*day);
  return true;
}

Result<std::optional<Company>> checked(Company company, std::string_view number) {
  if (company.corporate_number != number) return unreadable("about another number");
  if (company.name.empty()) return unreadable("no name");
  for (const auto* text : {&company.name, &company.address, &company.close_cause}) {
    if (!is_text(*text)) return unreadable("text too long or not UTF-8");
  }
  return std::optional<Company>(std::move(company));
}

}  // namespace

Result<std::optional<Company>> read_nta_xml(std::string_view bytes, std::string_view number) {
  if (!is_keepable(bytes)) return unreadable("too long, or not UTF-8");
  pugi::xml_document document;
  constexpr unsigned kFlags =
      pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_wconv_attribute;
  if (!document.load_buffer(bytes.data(), bytes.size(), kFlags, pugi::encoding_utf8)) {
    return unreadable("not XML");
  }
  const pugi::xml_node root = document.child("corporations");
  if (!root) return unreadable("no corporations");
  const std::string_view count = root.child_value("count");
  const pugi::xml_node record = root.child("corporation");
  if (count == "0" && !record) return std::optional<Company>();
  if (!record) return unreadable("no corporation");
  const auto text = [&](const char* name) { return std::string(record.child_value(name)); };
  Company company;
  company.corporate_number = text("corporateNumber");
  company.name = text("name");
  company.address = text("prefectureName") + text("cityName") + text("streetNumber");
  if (company.address.empty()) company.address = text("addressOutside");
  company.close_cause = cause_words(text("closeCause"));
  if (!read_day(text("closeDate"), company.close_date)) return unreadable("closeDate");
  if (!read_day(text("updateDate"), company.updated_on)) return unreadable("updateDate");
  return checked(std::move(company), number);
}

Result<std::optional<Company>> read_gbizinfo_json(std::string_view bytes,
                                                  std::string_view number) {
  if (!is_keepable(bytes)) return unreadable("too long, or not UTF-8");
  const Json root = Json::parse(bytes, nullptr, false);
  if (!root.is_object()) return unreadable("not JSON");
  const auto list = root.find("hojin-infos");
  if (list == root.end() || list->is_null()) return unreadable("no hojin-infos");
  if (!list->is_array()) return unreadable("hojin-infos is no list");
  if (list->empty()) return std::optional<Company>();
  const Json& record = list->front();
  if (!record.is_object()) return unreadable("no record");
  bool whole = true;
  const auto text = [&](const char* name) -> std::string {
    const auto found = record.find(name);
    if (found == record.end() || found->is_null()) return "";
    if (found->is_string()) return found->get<std::string>();
    whole = false;
    return "";
  };
  Company company;
  company.corporate_number = text("corporate_number");
  company.name = text("name");
  company.address = text("location");
  company.close_cause = text("close_cause");
  if (const std::string words = cause_words(company.close_cause); !words.empty()) {
    company.close_cause = words;
  }
  if (!read_day(text("close_date"), company.close_date)) return unreadable("close_date");
  if (!read_day(text("update_date"), company.updated_on)) return unreadable("update_date");
  if (!whole) return unreadable("a field is no text");
  return checked(std::move(company), number);
}

}  // namespace musubi::registers
