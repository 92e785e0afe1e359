// config.cc - reading the file and the environment into Config, and comparing on reload.
//
//   TOML text -> nodes -> Value -> check_value -> set      each key on its own, by its table row
//   MUSUBI_*  -> text  -> Value -> check_value -> set      overrides the file
//   Config    -> check_together                            what only the whole can tell
//
// All mistakes are collected before refusing. Messages never repeat a value: it may be a secret.
#include "core/config/config.h"

#include <arpa/inet.h>
#include <sys/stat.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <set>
#include <sstream>

#include "base/text.h"
#include "core/config/checks.h"
#include "core/config/keys.h"

extern char** environ;

namespace musubi::config {
namespace {

// One mistake: where it was found, for the order and the wording.
struct Mistake {
  std::string key;
  std::int64_t line = 0;    // 0 = not from the file
  std::string environment;  // the variable's name, or ""
  std::string says;
};

class Reader {
 public:
  Reader(std::string name) : name_(std::move(name)), config_(defaults()) {}

  void read_file(const toml::table& root);
  void read_environment(const Environment& env);
  void syntax_error(const toml::parse_error& error);
  Result<Config> finish();

 private:
  void read_section(std::string_view section, const toml::table& table);
  void take(const Key& key, const Value& value, std::int64_t line, const std::string& environment);
  void unknown(const std::string& dotted, std::int64_t line, const std::string& environment);
  std::string where(const Mistake& mistake) const;

  std::string name_;
  Config config_;
  std::map<std::string, std::pair<std::int64_t, std::string>> found_;  // key: line, variable
  std::vector<Mistake> mistakes_;
};

std::int64_t line_of(const toml::node& node) {
  return static_cast<std::int64_t>(node.source().begin.line);
}

// A key from a file may hold anything: control characters must not reach a terminal.
std::string shown(std::string_view text) {
  std::string out;
  for (char c : cut_characters(text, 60)) {
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
  }
  return out;
}

std::set<std::string> sections() {
  std::set<std::string> names;
  for (const Key& key : all_keys()) names.insert(std::string(key.section));
  return names;
}

// The nearest thing to Value; what fits no alternative becomes one that check_value refuses.
Value value_of(const Key& key, const toml::node& node) {
  const Value wrong = key.kind == Kind::boolean ? Value(std::string()) : Value(false);
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return number->get();
  if (const auto* yes = node.as_boolean()) return yes->get();
  if (const auto* day = node.as_date()) {
    const toml::date date = day->get();
    return iso(Date{date.year, date.month, date.day});
  }
  if (const auto* array = node.as_array()) {
    std::vector<std::string> entries;
    for (const toml::node& entry : *array) {
      const auto* text = entry.as_string();
      if (text == nullptr) return wrong;
      entries.push_back(text->get());
    }
    return entries;
  }
  return wrong;
}

// An environment variable is text: read by what its key holds.
Value value_of(const Key& key, const std::string& text) {
  if (key.kind == Kind::integer) {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (error == std::errc() && at == end) return number;
    return text;
  }
  if (key.kind == Kind::boolean) {
    if (text == "true" || text == "1") return true;
    if (text == "false" || text == "0") return false;
    return text;
  }
  if (key.kind == Kind::list) {
    std::vector<std::string> entries;
    for (const std::string& entry : split(text, ',')) {
      if (!trim(entry).empty()) entries.push_back(trim(entry));
    }
    return entries;
  }
  return text;
}

void Reader::read_file(const toml::table& root) {
  const std::set<std::string> known = sections();
  for (const auto& [name, node] : root) {
    const std::string section(name.str());
    const toml::table* table = node.as_table();
    if (table != nullptr && known.contains(section)) {
      read_section(section, *table);
    } else if (known.contains(section)) {
      mistakes_.push_back({section, line_of(node), "",
                           "[" + section + "] と書いた行の下に、項目を並べてください。"});
    } else {
      unknown(section, line_of(node), "");
    }
  }
}

void Reader::read_section(std::string_view section, const toml::table& table) {
  for (const auto& [name, node] : table) {
    const std::string dotted = std::string(section) + "." + std::string(name.str());
    if (const Key* key = find_key(dotted)) {
      take(*key, value_of(*key, node), line_of(node), "");
    } else {
      unknown(dotted, line_of(node), "");
    }
  }
}

void Reader::read_environment(const Environment& env) {
  std::map<std::string, const Key*> known;
  for (const Key& key : all_keys()) known[key.environment()] = &key;
  const std::set<std::string> names = sections();
  for (const auto& [variable, text] : env) {
    if (const auto found = known.find(variable); found != known.end()) {
      take(*found->second, value_of(*found->second, text), 0, variable);
      continue;
    }
    // Other MUSUBI_ variables belong to scripts; one of our sections with a wrong key is a slip.
    for (const std::string& section : names) {
      std::string prefix = "MUSUBI_" + section + "_";
      std::transform(prefix.begin(), prefix.end(), prefix.begin(),
                     [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
      if (!variable.starts_with(prefix)) continue;
      unknown(section + "." + lower_ascii(variable.substr(prefix.size())), 0, variable);
    }
  }
}

void Reader::take(const Key& key, const Value& value, std::int64_t line,
                  const std::string& environment) {
  // A variable overrides the file, also where the file is wrong: its mistake stays reported.
  found_[key.dotted()] = {line, environment};
  if (std::string wrong = check_value(key, value); !wrong.empty()) {
    mistakes_.push_back({key.dotted(), line, environment, std::move(wrong)});
    return;
  }
  key.set(config_, value);
}

void Reader::unknown(const std::string& dotted, std::int64_t line, const std::string& environment) {
  std::vector<std::string> words;
  for (const Key& key : all_keys()) words.push_back(key.dotted());
  std::string near;
  if (dotted.find('.') == std::string::npos) {
    // A key outside its section, or a section of a wrong name.
    for (const Key& key : all_keys()) {
      if (key.name == dotted) near = key.dotted();
    }
    const std::set<std::string> names = sections();
    const std::vector<std::string> list(names.begin(), names.end());
    if (near.empty()) near = nearest(dotted, list);
  } else {
    near = nearest(dotted, words);
  }
  std::string says = "この項目はありません。";
  says += near.empty() ? "使える項目は musubi config --example で確かめられます。"
                       : near + " の誤りではありませんか。";
  mistakes_.push_back({shown(dotted), line, environment, std::move(says)});
}

void Reader::syntax_error(const toml::parse_error& error) {
  const auto line = static_cast<std::int64_t>(error.source().begin.line);
  mistakes_.push_back({"", line, "",
                       "TOMLとして読めません。引用符や [ ] の対応を確かめてください（" +
                           shown(nfkc(error.description())) + "）。"});
}

std::string Reader::where(const Mistake& mistake) const {
  if (!mistake.environment.empty()) {
    return "環境変数 " + shown(mistake.environment) + "（" + mistake.key + "）: ";
  }
  std::string text;
  if (mistake.line > 0) text = std::to_string(mistake.line) + "行目";
  if (!mistake.key.empty()) text += (text.empty() ? "" : " ") + mistake.key;
  return text + ": ";
}

Result<Config> Reader::finish() {
  if (mistakes_.empty()) {
    for (FieldError& wrong : check_together(config_)) {
      const auto found = found_.find(wrong.field);
      const auto [line, environment] =
          found == found_.end() ? std::pair<std::int64_t, std::string>() : found->second;
      mistakes_.push_back({wrong.field, line, environment, std::move(wrong.says)});
    }
  }
  if (mistakes_.empty()) return config_;
  std::stable_sort(mistakes_.begin(), mistakes_.end(),
                   [](const Mistake& a, const Mistake& b) { return a.line < b.line; });
  Error error{Fault::invalid, "設定（" + shown(name_) + "）に誤りがあります。", {}, {}};
  for (const Mistake& mistake : mistakes_) {
    const std::string line = where(mistake) + mistake.says;
    error.says += "\n" + line;
    error.fields.push_back({mistake.key, line});
  }
  error.detail = "config: " + std::to_string(mistakes_.size()) + " mistakes";
  return fail(std::move(error));
}

Result<std::string> read_whole(const std::string& path) {
  constexpr std::streamsize kBytesMax = 1024 * 1024;
  struct stat about {};
  if (stat(path.c_str(), &about) != 0) {
    return fail(Fault::not_found,
                "設定ファイル " + shown(path) +
                    " が見つかりません。場所を確かめるか、musubi config --example "
                    "の出力から作ってください。",
                "config: no such file");
  }
  std::ifstream file(path, std::ios::binary);
  std::string text;
  if (S_ISREG(about.st_mode) && file) {
    text.resize(kBytesMax + 1);
    file.read(text.data(), kBytesMax + 1);
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (file.gcount() <= kBytesMax && !file.bad()) return text;
  }
  return fail(
      Fault::unavailable,
      "設定ファイル " + shown(path) +
          " を読めません。1MB以下のファイルであることと、読み取りの権限を確かめてください。",
      "config: not readable");
}

}  // namespace

std::string Config::database_path() const {
  return database.path.empty() ? data.directory + "/musubi.sqlite" : database.path;
}

std::string Config::origin() const {
  if (!server.public_origin.empty()) return server.public_origin;
  const bool v6 = server.host.find(':') != std::string::npos;
  const std::string host = v6 ? "[" + server.host + "]" : server.host;
  return (tls.enabled() ? "https://" : "http://") + host + ":" + std::to_string(server.port);
}

bool Config::origin_is_local() const {
  if (!server.public_origin.empty()) return false;  // said on purpose
  const auto local = [](std::uint32_t v4) { return v4 == INADDR_ANY || v4 >> 24 == 127; };
  in_addr v4{};
  if (inet_pton(AF_INET, server.host.c_str(), &v4) == 1) return local(ntohl(v4.s_addr));
  in6_addr v6{};
  if (inet_pton(AF_INET6, server.host.c_str(), &v6) != 1) return false;
  if (IN6_IS_ADDR_V4MAPPED(&v6)) {
    std::uint32_t inner = 0;
    std::memcpy(&inner, v6.s6_addr + 12, sizeof(inner));
    return local(ntohl(inner));
  }
  return IN6_IS_ADDR_UNSPECIFIED(&v6) || IN6_IS_ADDR_LOOPBACK(&v6);
}

Environment environment_of_process() {
  Environment env;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || !text.starts_with("MUSUBI_")) continue;
    env[std::string(text.substr(0, equals))] = std::string(text.substr(equals + 1));
  }
  return env;
}

Config defaults() {
  Config config;
  for (const Key& key : all_keys()) key.set(config, key.fallback);
  return config;
}

Result<Config> parse(std::string_view toml, const std::string& name, const Environment& env) {
  Reader reader(name);
  try {
    reader.read_file(toml::parse(toml));
  } catch (const toml::parse_error& error) {
    reader.syntax_error(error);
  }
  reader.read_environment(env);
  return reader.finish();
}

Result<Config> load(const std::string& path, const Environment& env) {
  if (path.empty()) return parse("", "環境変数", env);
  return parse(TRY(read_whole(path)), path, env);
}

Result<Reloaded> reload(const Config& running, const std::string& path, const Environment& env) {
  Reloaded result{TRY(load(path, env)), {}};
  for (const Key& key : all_keys()) {
    const Value now = key.get(running);
    if (key.get(result.config) == now) continue;
    result.changes.push_back({key.dotted(), !key.live});
    if (!key.live) key.set(result.config, now);
  }
  return result;
}

}  // namespace musubi::config
