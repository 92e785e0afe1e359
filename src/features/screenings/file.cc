// file.cc - a file's content as the JSON that is sealed, and its words. Pure; no I/O.
// SECURITY: its text must never be logged, noted in the audit or put into a message.
#include "features/screenings/file.h"

#include <array>
#include <utility>

namespace musubi::screenings {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

template <std::size_t N>
std::string_view in(const std::array<Words, N>& table, std::string_view code) {
  for (const auto& [name, label] : table) {
    if (name == code) return label;
  }
  return "";
}

constexpr std::array<Words, 7> kStages{{{"open", "確認中"},
                                        {"doubtful", "県への照会が必要"},
                                        {"asked", "県に照会中"},
                                        {"answered", "県の回答あり"},
                                        {"second", "二人目の確認待ち"},
                                        {"closed", "確認済み"},
                                        {"ended", "結果を出さずに終了"}}};
constexpr std::array<Words, 3> kResults{
    {{"clear", "問題なし"}, {"doubtful", "要確認"}, {"concerned", "該当"}}};
constexpr std::array<Words, 3> kAnswers{{{"no_concern", "該当する情報はない"},
                                         {"concern", "該当する情報がある"},
                                         {"unsure", "この場では判断できない"}}};
constexpr std::array<Words, 4> kCauses{{{"application", "入会の申込み"},
                                        {"corrected", "申込みの補正"},
                                        {"yearly", "年に1回の再確認"},
                                        {"officers", "役員の交代"}}};
constexpr std::array<Words, 3> kSexes{{{"male", "男"}, {"female", "女"}, {"unknown", "不明"}}};

std::string text_at(const Json& json, const char* key) {
  return json.value(key, std::string());
}
Instant time_at(const Json& json, const char* key) {
  return Instant{json.value(key, std::int64_t{0})};
}

Json json_of(const Officer& o) {
  return {{"id", o.id},     {"post", o.post},       {"name", o.name},
          {"kana", o.kana}, {"born_on", o.born_on}, {"sex", o.sex}};
}
Json json_of(const Search& s) {
  return {{"id", s.id},           {"term", s.term},
          {"medium", s.medium},   {"searched_on", s.searched_on},
          {"hit", s.hit},         {"note", s.note},
          {"file_id", s.file_id}, {"filename", s.filename},
          {"sha256", s.sha256},   {"media_type", s.media_type},
          {"by", s.by_name},      {"at", s.at.ms}};
}
Json json_of(const Lookup& l) {
  return {{"source", l.source}, {"looked_on", l.looked_on}, {"note", l.note},
          {"by", l.by_name},    {"at", l.at.ms}};
}
Json json_of(const Finding& f) {
  return {{"result", f.result}, {"grounds", f.grounds}, {"by_id", f.by_id}, {"by", f.by_name},
          {"at", f.at.ms}};
}
Json json_of(const SecondReading& r) {
  return {{"agreed", r.agreed}, {"note", r.note}, {"by_id", r.by_id}, {"by", r.by_name},
          {"at", r.at.ms}};
}
Json json_of(const Inquiry& q) {
  return {{"question", q.question}, {"asked_by", q.asked_by},       {"asked_at", q.asked_at.ms},
          {"answer", q.answer},     {"words", q.words},             {"answered_by", q.answered_by},
          {"answered_at", q.answered_at.ms}};
}
Json json_of(const Happening& h) { return {{"at", h.at.ms}, {"who", h.who}, {"what", h.what}}; }

template <class T>
Json list_of(const std::vector<T>& items) {
  Json out = Json::array();
  for (const T& item : items) out.push_back(json_of(item));
  return out;
}

void read(const Json& j, Officer& o) {
  o = {text_at(j, "id"),   text_at(j, "post"),    text_at(j, "name"),
       text_at(j, "kana"), text_at(j, "born_on"), text_at(j, "sex")};
}
void read(const Json& j, Search& s) {
  s = {text_at(j, "id"),         text_at(j, "term"),    text_at(j, "medium"),
       text_at(j, "searched_on"), j.value("hit", false), text_at(j, "note"),
       text_at(j, "file_id"),    text_at(j, "filename"), text_at(j, "media_type"),
       text_at(j, "sha256"),     text_at(j, "by"),      time_at(j, "at")};
}
void read(const Json& j, Lookup& l) {
  l = {text_at(j, "source"), text_at(j, "looked_on"), text_at(j, "note"), text_at(j, "by"),
       time_at(j, "at")};
}
void read(const Json& j, Finding& f) {
  f = {text_at(j, "result"), text_at(j, "grounds"), text_at(j, "by_id"), text_at(j, "by"),
       time_at(j, "at")};
}
void read(const Json& j, SecondReading& r) {
  r = {j.value("agreed", false), text_at(j, "note"), text_at(j, "by_id"), text_at(j, "by"),
       time_at(j, "at")};
}
void read(const Json& j, Inquiry& q) {
  q = {text_at(j, "question"), text_at(j, "asked_by"), time_at(j, "asked_at"),
       text_at(j, "answer"),   text_at(j, "words"),    text_at(j, "answered_by"),
       time_at(j, "answered_at")};
}
void read(const Json& j, Happening& h) {
  h = {time_at(j, "at"), text_at(j, "who"), text_at(j, "what")};
}

template <class T>
void read_list(const Json& json, const char* key, std::vector<T>& out) {
  for (const Json& one : json.at(key)) read(one, out.emplace_back());
}

}  // namespace

std::string to_text(const Content& c) {
  Json json{{"title", c.title},
            {"path", c.path},
            {"stage", c.stage},
            {"officers", list_of(c.officers)},
            {"searches", list_of(c.searches)},
            {"lookups", list_of(c.lookups)},
            {"finding", json_of(c.finding)},
            {"findings_before", list_of(c.findings_before)},
            {"found_by", c.found_by},
            {"was_doubtful", c.was_doubtful},
            {"readings", list_of(c.readings)},
            {"inquiries", list_of(c.inquiries)},
            {"diary", list_of(c.diary)}};
  return json.dump();
}

Content content_from(std::string_view text) {
  const Json json = Json::parse(text);
  Content c;
  c.title = text_at(json, "title");
  c.path = text_at(json, "path");
  c.stage = text_at(json, "stage");
  read_list(json, "officers", c.officers);
  read_list(json, "searches", c.searches);
  read_list(json, "lookups", c.lookups);
  read(json.at("finding"), c.finding);
  // Files that were sealed before results were kept have none.
  if (json.contains("findings_before")) read_list(json, "findings_before", c.findings_before);
  c.found_by = json.value("found_by", std::vector<std::string>());
  if (c.found_by.empty() && !c.finding.by_id.empty()) c.found_by = {c.finding.by_id};
  c.was_doubtful = json.value("was_doubtful", false);
  read_list(json, "readings", c.readings);
  read_list(json, "inquiries", c.inquiries);
  read_list(json, "diary", c.diary);
  return c;
}

std::string_view turn_of(std::string_view stage) {
  if (stage == "closed" || stage == "ended") return "done";
  if (stage == "second") return "second";
  return stage == "asked" ? "prefecture" : "office";
}

std::string_view stage_label(std::string_view stage) { return in(kStages, stage); }
std::string_view result_label(std::string_view result) { return in(kResults, result); }
std::string_view answer_label(std::string_view answer) { return in(kAnswers, answer); }
std::string_view cause_label(std::string_view cause) { return in(kCauses, cause); }
std::string_view sex_label(std::string_view sex) { return in(kSexes, sex); }

}  // namespace musubi::screenings
