// item.cc - see item.h.
// Words and small rules of one item; knows no database and nobody who asks.
#include "features/media/item.h"

#include <charconv>

#include "base/text.h"

namespace musubi::media {

std::string kind_of(std::string_view media_type) {
  if (media_type.starts_with("image/")) return "picture";
  if (media_type.starts_with("video/")) return "video";
  return "document";
}

std::string_view kind_label(std::string_view kind) {
  if (kind == "picture") return "画像";
  if (kind == "video") return "動画";
  return "資料";
}

std::string_view state_label(std::string_view state) {
  if (state == "waiting") return "処理中";
  if (state == "ready") return "できました";
  return "読めませんでした";
}

std::string_view people_label(std::string_view people) {
  if (people == "none") return "人は写っていない";
  if (people == "consented") return "写っている人の同意を得た";
  return "まだ確かめていない";
}

const std::vector<DetailField>& detail_fields() {
  static const std::vector<DetailField> fields{
      {"title", "題名"},
      {"alt", "代替テキスト"},
      {"decorative", "装飾"},
      {"caption", "説明"},
      {"rights_holder", "権利者"},
      {"licence", "使ってよい条件"},
      {"people", "写っている人"},
      {"consent_note", "同意の記録"},
      {"consent_until", "同意の期限"},
      {"focal_x", "中心（左から）"},
      {"focal_y", "中心（上から）"},
      {"open_to_all", "だれでも開ける"}};
  return fields;
}

std::string detail_text(const Details& d, std::string_view name) {
  if (name == "title") return d.title;
  if (name == "alt") return d.alt;
  if (name == "decorative") return d.decorative ? "はい" : "いいえ";
  if (name == "caption") return d.caption;
  if (name == "rights_holder") return d.rights_holder;
  if (name == "licence") return d.licence;
  if (name == "people") return std::string(people_label(d.people));
  if (name == "consent_note") return d.consent_note;
  if (name == "consent_until") {
    const auto day = parse_iso_date(d.consent_until);
    return day ? wareki(*day) : "";
  }
  if (name == "focal_x") return std::to_string(d.focal_x) + "％";
  if (name == "focal_y") return std::to_string(d.focal_y) + "％";
  if (name == "open_to_all") return d.open_to_all ? "はい" : "いいえ";
  return "";
}

Json details_json(const Details& d) {
  return {{"title", d.title},
          {"alt", d.alt},
          {"decorative", d.decorative},
          {"caption", d.caption},
          {"rights_holder", d.rights_holder},
          {"licence", d.licence},
          {"people", d.people},
          {"consent_note", d.consent_note},
          {"consent_until", d.consent_until},
          {"focal_x", d.focal_x},
          {"focal_y", d.focal_y},
          {"open_to_all", d.open_to_all}};
}

std::string variant_name(const pictures::Made& made, std::string_view sha256) {
  return std::string(pictures::shape_name(made.shape)) + "-" + std::to_string(made.width) + "-" +
         std::string(sha256.substr(0, 8)) + "." + std::string(pictures::kind_name(made.kind));
}

bool read_variant_name(std::string_view name, NameParts& out) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  const auto parts = split(name.substr(0, dot), '-');
  if (parts.size() != 3) return false;
  out.shape = parts[0];
  out.format = std::string(name.substr(dot + 1));
  const char* end = parts[1].data() + parts[1].size();
  const auto read = std::from_chars(parts[1].data(), end, out.width);
  return read.ec == std::errc() && read.ptr == end;
}

std::string_view format_media_type(std::string_view format) {
  for (const auto kind : {pictures::Kind::avif, pictures::Kind::webp, pictures::Kind::jpeg}) {
    if (pictures::kind_name(kind) == format) return pictures::kind_media_type(kind);
  }
  return "application/octet-stream";
}

std::vector<std::string> lacks(const Item& item) {
  std::vector<std::string> out;
  const Details& d = item.details;
  if (item.kind == "picture") {
    if (item.state == "unreadable") out.emplace_back("画像を読めませんでした。別の画像を登録してください");
    if (d.alt.empty() && !d.decorative) {
      out.emplace_back("代替テキストを入力するか、「装飾」を選んでください");
    }
  }
  if (item.kind != "document") {
    if (d.people.empty()) {
      out.emplace_back("人が写っているか、写っているなら同意を得たかを選んでください");
    }
    if (d.people == "consented" && d.consent_note.empty()) {
      out.emplace_back("写っている人の同意を、いつ、だれが確かめたかを入力してください");
    }
  }
  if (d.rights_holder.empty()) out.emplace_back("権利者（だれの写真・資料か）を入力してください");
  return out;
}

bool consent_is_over(const Details& d, Date today) {
  return d.people == "consented" && !d.consent_until.empty() && d.consent_until < iso(today);
}

}  // namespace musubi::media
