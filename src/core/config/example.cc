// example.cc - the example file, written from the table of keys: every key with its explanation,
// limits, environment variable and default. deploy/musubi.example.toml is this text (a test
// compares them), so that the documentation cannot fall behind the code.
#include "base/text.h"
#include "core/config/keys.h"

namespace musubi::config {
namespace {

constexpr std::string_view kHead =
    "# musubi "
    "の設定ファイルの見本です。書かれている値は既定の値で、変えたい行だけを残せば足ります。\n"
    "# 同じ項目を環境変数でも指定でき、そのときは環境変数が優先されます。\n"
    "# 「再読込」とある項目は、SIGHUP（systemctl reload musubi）で止めずに変えられます。\n"
    "# このファイルは musubi config --example の出力です。\n";

// A basic string of TOML. The defaults hold no control characters.
std::string toml_text(const std::string& text) {
  return "\"" + replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"") + "\"";
}

std::string toml_value(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return toml_text(*text);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* yes = std::get_if<bool>(&value)) return *yes ? "true" : "false";
  std::string out = "[";
  for (const std::string& entry : std::get<std::vector<std::string>>(value)) {
    out += (out.size() == 1 ? "" : ", ") + toml_text(entry);
  }
  return out + "]";
}

std::string limits_of(const Key& key) {
  if (key.kind == Kind::integer) {
    return std::to_string(key.range.least) + "から" + std::to_string(key.range.most) + "まで。";
  }
  std::string out;
  for (std::string_view choice : key.choices) {
    out += (out.empty() ? "" : "、") + toml_text(std::string(choice));
  }
  return out.empty() ? "" : out + " のどれか。";
}

}  // namespace

std::string example_toml() {
  std::string out(kHead);
  std::string_view section;
  for (const Key& key : all_keys()) {
    if (key.section != section) {
      section = key.section;
      out += "\n[" + std::string(section) + "]\n";
    } else {
      out += "\n";
    }
    for (const std::string& line : split(key.explains, '\n')) out += "# " + line + "\n";
    out += "# " + limits_of(key) + "環境変数 " + key.environment() + "。" +
           (key.live ? "再読込。" : "") + "\n";
    out += std::string(key.name) + " = " + toml_value(key.fallback) + "\n";
  }
  return out;
}

}  // namespace musubi::config
