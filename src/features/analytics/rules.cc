// rules.cc - see rules.h. The first rule that fits decides. A rule is one line here and one line of
// docs/counting.md; a test compares them.
#include "features/analytics/rules.h"

#include "base/text.h"
#include "web/urlencoded.h"

namespace musubi::analytics {
namespace {

constexpr std::size_t kPageMost = 160;   // characters
constexpr std::size_t kWordsMost = 60;
constexpr std::size_t kDigitsInARow = 7;  // a telephone, a number of a member, a card

// Pages that stand open to all but are no part of the public site.
constexpr std::string_view kOwnPages[] = {"/sign-in", "/sign-out", "/account",  "/counting",
                                          "/_kit",    "/office",   "/members",  "/prefecture",
                                          "/today",   "/assets",   "/unsubscribe"};

struct ClassRule {
  std::string_view part, also, name;  // both parts stand in the agent
};
constexpr ClassRule kDevices[] = {
    {"ipad", "", "tablet"},          {"tablet", "", "tablet"},
    {"kindle", "", "tablet"},        {"silk/", "", "tablet"},
    {"iphone", "", "phone"},         {"ipod", "", "phone"},
    {"android", "mobile", "phone"},  {"android", "", "tablet"},
    {"windows phone", "", "phone"},  {"windows nt", "", "computer"},
    {"macintosh", "", "computer"},   {"cros ", "", "computer"},
    {"x11", "", "computer"}};
constexpr ClassRule kBrowsers[] = {
    {"edg/", "", "edge"},      {"edga/", "", "edge"},       {"edgios/", "", "edge"},
    {"opr/", "", "opera"},     {"samsungbrowser/", "", "samsung"},
    {"firefox/", "", "firefox"}, {"fxios/", "", "firefox"}, {"chrome/", "", "chrome"},
    {"crios/", "", "chrome"},  {"safari/", "version/", "safari"}};

template <std::size_t n>
std::string_view class_of(std::string_view agent, const ClassRule (&rules)[n]) {
  const std::string low = lower_ascii(agent);
  for (const ClassRule& rule : rules) {
    if (low.find(rule.part) == std::string::npos) continue;
    if (!rule.also.empty() && low.find(rule.also) == std::string::npos) continue;
    return rule.name;
  }
  return "other";
}

bool names_one_of(const std::string& low, const std::vector<AgentRule>& rules) {
  for (const AgentRule& rule : rules) {
    if (low.find(rule.part) != std::string::npos) return true;
  }
  return false;
}

bool is_below(std::string_view page, std::string_view place) {
  return page.starts_with(place) && (page.size() == place.size() || page[place.size()] == '/');
}

// A segment that nobody would type: the key of a private address.
bool looks_secret(std::string_view page) {
  std::size_t run = 0;
  for (const char c : page) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '_' || c == '-';
    run = plain ? run + 1 : 0;
    if (run >= 32) return true;
  }
  return page.find('@') != std::string_view::npos;
}

bool has_long_number(std::string_view text) {
  std::size_t digits = 0;
  for (const char c : text) {
    if (c == '-' || c == ' ') continue;  // 096-000-1234
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits >= kDigitsInARow) return true;
  }
  return false;
}

}  // namespace

const std::vector<AgentRule>& monitor_rules() {
  static const std::vector<AgentRule> rules{
      {"uptimerobot", "UptimeRobot"},     {"pingdom", "Pingdom"},
      {"statuscake", "StatusCake"},       {"site24x7", "Site24x7"},
      {"check_http", "Nagios"},           {"zabbix", "Zabbix"},
      {"mackerel", "Mackerel"},           {"datadog", "Datadog"},
      {"newrelic", "New Relic"},          {"prometheus", "Prometheus"},
      {"blackbox", "Blackbox Exporter"},  {"kube-probe", "Kubernetes"},
      {"healthcheck", "ロードバランサーの死活監視"}};
  return rules;
}

const std::vector<AgentRule>& bot_rules() {
  static const std::vector<AgentRule> rules{
      {"bot", "名前にbotを含むもの（検索エンジンなど）"},
      {"crawl", "名前にcrawlを含むもの"},
      {"spider", "名前にspiderを含むもの"},
      {"slurp", "Yahoo! Slurp"},
      {"mediapartners", "Googleの広告の巡回"},
      {"facebookexternalhit", "Facebookのリンクの下見"},
      {"embedly", "リンクの下見"},
      {"preview", "リンクの下見"},
      {"archive", "保存のための巡回"},
      {"scan", "安全の検査"},
      {"curl/", "curl"},
      {"wget/", "Wget"},
      {"python", "Pythonのプログラム"},
      {"java/", "Javaのプログラム"},
      {"okhttp", "OkHttp"},
      {"go-http-client", "Goのプログラム"},
      {"libwww", "libwww"},
      {"node-fetch", "Node.jsのプログラム"},
      {"axios", "Node.jsのプログラム"},
      {"headless", "画面のないブラウザー"},
      {"phantomjs", "画面のないブラウザー"},
      {"lighthouse", "表示の検査"},
      {"feed", "フィードの読み取り"},
      {"http://", "説明のアドレスを名乗るもの"},
      {"https://", "説明のアドレスを名乗るもの"}};
  return rules;
}

std::string_view left_out_because(const web::Arrival& arrival) {
  if (arrival.who == web::Arrival::Who::staff) return "staff";
  if (arrival.prefetch) return "prefetch";
  // A maker of telephones is called Cubot.
  const std::string low = replace_all(lower_ascii(arrival.agent), "cubot", "");
  if (names_one_of(low, monitor_rules())) return "monitor";
  if (low.empty() || names_one_of(low, bot_rules())) return "bot";
  if (arrival.kind == web::Arrival::Kind::outbound) return "";
  for (const std::string_view place : kOwnPages) {
    if (is_below(arrival.page, place)) return "own_pages";
  }
  return "";
}

std::string_view left_out_label(std::string_view reason) {
  if (reason == "staff") return "事務局・県などの関係者（ログイン中）";
  if (reason == "prefetch") return "ブラウザーの先読み";
  if (reason == "monitor") return "監視の仕組み";
  if (reason == "own_pages") return "ログインなど、公開サイトではない画面";
  return "自動で巡回するプログラム";
}

std::string_view device_of(std::string_view agent) { return class_of(agent, kDevices); }
std::string_view browser_of(std::string_view agent) { return class_of(agent, kBrowsers); }

std::string_view device_label(std::string_view device) {
  if (device == "phone") return "スマートフォン";
  if (device == "tablet") return "タブレット";
  return device == "computer" ? "パソコン" : "その他・不明";
}

std::string_view browser_label(std::string_view browser) {
  if (browser == "edge") return "Microsoft Edge";
  if (browser == "chrome") return "Google Chrome";
  if (browser == "safari") return "Safari";
  if (browser == "firefox") return "Firefox";
  if (browser == "samsung") return "Samsung Internet";
  return browser == "opera" ? "Opera" : "その他・不明";
}

std::string referrer_of(std::string_view host) {
  if (host.empty() || !is_valid_utf8(host)) return "";
  std::string low = lower_ascii(host.substr(0, host.find(':')));
  for (const char* front : {"www.", "m.", "l."}) {
    if (low.starts_with(front)) low = low.substr(std::string_view(front).size());
  }
  const auto either = [&](std::string_view name) {
    return low.starts_with(std::string(name) + ".") ||
           low.find("." + std::string(name) + ".") != std::string::npos;
  };
  if (either("google")) return "Google";
  if (either("bing")) return "Bing";
  if (low == "search.yahoo.co.jp" || either("yahoo")) return "Yahoo!";
  if (either("facebook")) return "Facebook";
  if (low == "t.co" || low == "x.com" || low == "twitter.com") return "X";
  for (const char c : low) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    if (!plain) return "（読み取れない参照元）";
  }
  return low;
}

std::string page_of(const web::Arrival& arrival) {
  if (arrival.kind == web::Arrival::Kind::outbound) {
    const std::string host = referrer_of(arrival.page);
    return host.empty() ? "（読み取れない行き先）" : host;
  }
  const auto decoded = web::percent_decode(arrival.page, false);
  if (!decoded || !web::is_clean_text(*decoded)) return "（読み取れないアドレス）";
  std::string page = *decoded;
  for (char& c : page) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  if (arrival.kind == web::Arrival::Kind::missing && looks_secret(page)) {
    const std::size_t second = page.find('/', 1);
    const bool plain = second != std::string::npos && !looks_secret(page.substr(0, second));
    return (plain ? cut_characters(page.substr(0, second), 40) : "") + "/…";
  }
  while (page.size() > 1 && page.back() == '/') page.pop_back();
  if (page.empty()) return "/";
  return cut_characters(page, kPageMost);
}

std::string words_of(std::string_view typed) {
  // Cut in the middle of a character on its way here.
  for (int i = 0; i < 3 && !typed.empty() && !is_valid_utf8(typed); ++i) typed.remove_suffix(1);
  if (!is_valid_utf8(typed)) return "";
  std::string words = lower_ascii(trim(nfkc(typed)));
  for (char& c : words) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  if (words.find('@') != std::string::npos || has_long_number(words)) {
    return std::string(kHiddenWords);
  }
  return cut_characters(words, kWordsMost);
}

}  // namespace musubi::analytics
