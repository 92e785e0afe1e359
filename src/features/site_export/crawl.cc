// crawl.cc - see crawl.h. What is public is decided here and nowhere else: a route that anyone
// opens, without a secret in its address, and not a way into a form.
// SECURITY: asks as nobody, whoever ordered the copy.
#include "features/site_export/crawl.h"

#include <array>
#include <filesystem>
#include <fstream>

#include "base/log.h"
#include "base/text.h"
#include "features/publishing/publishing.h"
#include "features/site_export/names.h"
#include "features/site_export/rewrite.h"
#include "features/site_export/views.h"
#include "features/site_import/site_import.h"
#include "web/app.h"
#include "web/assets.h"
#include "web/kit/copy.h"
#include "web/urlencoded.h"

namespace musubi::site_export {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCopyPage = "copy.html";
constexpr int kPublicAtOnce = 200;
// Ways into forms, answers to scripts, and what belongs to one person: never copied.
constexpr std::array<std::string_view, 20> kNotCopied{
    "/sign-in", "/sign-out",   "/join/application", "/join/status", "/join/resume",
    "/account", "/first-administrator", "/invitation", "/password-reset", "/counting",
    "/postal-codes", "/_kit", "/privacy-requests/new", "/privacy-requests/sent",
    "/privacy-requests/proof", "/r",
    // The search, and what tells search engines of the site where it is.
    "/search", "/robots.txt", "/sitemap.xml", "/sitemaps"};
// What stands in an address for everybody; any other is a secret or a step.
constexpr std::array<std::string_view, 8> kOpenParams{"id",    "name", "slug",   "year",
                                                      "month", "type", "number", "file"};

bool is_below(std::string_view path, std::string_view folder) {
  return path == folder ||
         (path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/');
}

bool is_open_route(const web::Route& route) {
  if (route.method != "GET" || route.permission.level != Permission::Level::anyone) return false;
  for (const std::string_view folder : kNotCopied) {
    if (is_below(route.path, folder)) return false;
  }
  for (const std::string& part : split(route.path, '/')) {
    if (!part.starts_with(':')) continue;
    bool open = false;
    for (const std::string_view one : kOpenParams) open = open || part.substr(1) == one;
    if (!open) return false;
  }
  return true;
}

std::string header_of(const web::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

bool is_textual(std::string_view type) {
  return type.starts_with("text/") || type.find("xml") != std::string_view::npos ||
         type.find("json") != std::string_view::npos;
}

Failure disk_full() {
  return fail(Fault::unavailable, "写しのファイルを書けませんでした。空き容量と、フォルダの権限を確かめてください");
}

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

Crawl::Crawl(const Context& ctx, web::App& app, std::string folder, const Progress& progress)
    : ctx_(ctx), app_(app), folder_(std::move(folder)), progress_(progress) {
  for (const char* own : {kCopyPage, "404.html", "redirects.csv"}) names_[own] = true;
}

Result<Written> Crawl::run() {
  add_starts();
  while (next_ < waiting_.size()) {
    const std::string target = waiting_[next_++];
    TRY(fetch(target));
    if (progress_) {
      progress_(static_cast<std::int64_t>(next_), static_cast<std::int64_t>(waiting_.size()));
    }
  }
  TRY(rewrite_all());
  TRY(add_own_pages());
  TRY(add_redirects());
  return std::move(written_);
}

void Crawl::add_starts() {
  add("/");
  for (const web::Route& route : app_.router.routes()) {
    if (is_open_route(route) && route.path.find(':') == std::string::npos) add(route.path);
  }
  std::string after;
  for (;;) {
    const auto some = ctx_.db.read([&](db::Reader& reader) {
      return publishing::list_public_items(reader, after, kPublicAtOnce);
    });
    for (const auto& item : some) {
      add(item.path);
      for (const std::string& path : item.variants) add(path);
    }
    if (static_cast<int>(some.size()) < kPublicAtOnce) return;
    after = some.back().id;
  }
}

void Crawl::add(const std::string& address) {
  std::string target = own_target(address, app_.public_origin);
  target = target.substr(0, target.find('#'));
  if (target.empty() || known_.contains(target)) return;
  if (static_cast<std::int64_t>(known_.size()) >= kTargetsMost) return;
  const std::size_t mark = target.find('?');
  if (mark != std::string::npos && ++variants_[target.substr(0, mark)] > kVariantsMost) return;
  known_[target] = {};
  waiting_.push_back(target);
}

bool Crawl::is_copied(const std::string& target, web::Request& request) const {
  request.method = "GET";
  request.target = target;
  if (!web::decode_target(target, request.path, request.query)) return false;
  for (const std::string_view folder : kNotCopied) {
    if (is_below(request.path, folder)) return false;
  }
  web::Router::Match match = app_.router.match("GET", request.path);
  if (match.route == nullptr || !is_open_route(*match.route)) return false;
  request.route = match.route;
  request.params = std::move(match.params);
  return true;
}

std::optional<web::Response> Crawl::ask(const std::string& target) {
  web::Request request;
  if (!is_copied(target, request)) return std::nullopt;
  request.headers["host"] = "localhost";
  request.address = "127.0.0.1";
  request.request_id = "copy";
  request.csrf_token = "copy";  // of forms, which are not copied
  request.db = &app_.db;
  request.app = &app_;
  request.now = app_.clock();
  request.pretended_today = app_.pretended_today;
  request.admitted = true;
  try {
    web::Response response = request.route->handler(request);
    if (response.status >= 500) written_.left_out.push_back(request.path);
    return response;
  } catch (const std::exception& broken) {
    log::error("site_export.page_failed", {{"route", request.route->path},
                                           {"what", broken.what()}});
    written_.left_out.push_back(request.path);
    return std::nullopt;
  }
}

Result<void> Crawl::fetch(const std::string& target) {
  if (target.starts_with(web::kAssetPrefix)) return keep_asset(target);
  const auto response = ask(target);
  if (!response || !response->sse_topic.empty()) return {};
  if (response->status >= 300 && response->status < 400) {
    const std::string to = own_target(header_of(*response, "Location"), app_.public_origin);
    if (to.empty()) return {};
    known_[target].leads = to.substr(0, to.find('#'));
    add(to);
    return {};
  }
  return response->status == 200 ? keep(target, *response) : Result<void>();
}

std::string Crawl::free_name(std::string name) {
  const std::size_t dot = name.rfind('.');
  const std::string stem = name.substr(0, dot), end = name.substr(dot);
  for (int i = 2; names_.contains(name); ++i) name = stem + "-" + std::to_string(i) + end;
  names_[name] = true;
  return name;
}

Result<void> Crawl::keep(const std::string& target, const web::Response& response) {
  const std::string type = header_of(response, "Content-Type");
  std::string name = file_name_of(target, type);
  if (name.empty()) return {};
  name = free_name(std::move(name));
  Known& known = known_[target];
  known.name = name;
  known.page = type.starts_with("text/html");
  known.text = !known.page && is_textual(type) && response.file_path.empty();
  if (known.page) {
    ++written_.pages;
    TRY(write(name, response.body));
    const std::string own = target.substr(0, target.find('?'));
    for (const std::string& address : addresses_in(response.body)) {
      add(address.starts_with('?') ? own + address : address);
    }
    return {};
  }
  ++written_.files;
  if (response.file_path.empty()) return write(name, response.body);
  std::error_code error;
  const fs::path to = fs::path(folder_) / name;
  fs::create_directories(to.parent_path(), error);
  fs::copy_file(response.file_path, to, fs::copy_options::overwrite_existing, error);
  if (error) return disk_full();
  written_.bytes += static_cast<std::int64_t>(fs::file_size(to, error));
  return {};
}

Result<void> Crawl::keep_asset(const std::string& target) {
  const std::string path = target.substr(web::kAssetPrefix.size());
  const web::EmbeddedAsset* asset = web::find_asset(path);
  const std::string name = target.substr(1);
  if (asset == nullptr || !is_safe_name(name)) return {};
  known_[target].name = free_name(name);
  ++written_.files;
  return write(known_[target].name, asset->bytes);
}

Result<void> Crawl::write(const std::string& name, std::string_view bytes) {
  const fs::path path = fs::path(folder_) / name;
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (out.fail()) return disk_full();
  written_.bytes += static_cast<std::int64_t>(bytes.size());
  return {};
}

std::string Crawl::name_of(const std::string& target) const {
  std::string at = target;
  for (int i = 0; i < 5; ++i) {
    const auto found = known_.find(at);
    if (found == known_.end()) return {};
    if (!found->second.name.empty()) return found->second.name;
    if (found->second.leads.empty()) return {};
    at = found->second.leads;
  }
  return {};
}

std::string Crawl::address_for(const std::string& from, const std::string& address) const {
  if (address.starts_with('#')) return address;
  std::string target = own_target(address, app_.public_origin);
  if (target.empty() && address.starts_with('?')) {
    // On its own page: that of the file that this address has.
    for (const auto& [known, as] : known_) {
      if (as.name == from) target = known.substr(0, known.find('?')) + address;
    }
  }
  if (target.empty()) return address;  // somebody else's
  const std::size_t mark = target.find('#');
  const std::string fragment = mark == std::string::npos ? "" : target.substr(mark);
  const std::string name = name_of(target.substr(0, mark));
  if (name.empty()) return relative_to(from, kCopyPage) + "#elsewhere";
  return name == from && !fragment.empty() ? fragment : relative_to(from, name) + fragment;
}

std::string Crawl::rewritten_page(const std::string& name, std::string_view html) const {
  const web::kit::CopyLink about{relative_to(name, kCopyPage), "この写しについて"};
  Rewriting how;
  how.address = [&](const std::string& address) { return address_for(name, address); };
  how.origin = app_.public_origin;
  const Date day = app_.pretended_today.value_or(date_in_japan(app_.clock()));
  how.band = web::kit::copy_band(wareki_with_weekday(day) + "の公開サイトの写しです。　", about)
                 .markup();
  how.post_words =
      web::kit::instead_of_form("この写しからは送れません。" + views::where_to_ask(app_.contact),
                                about)
          .markup();
  how.get_words = web::kit::instead_of_form(
                      "この写しでは、検索と絞り込みはできません。一覧からお探しください。", about)
                      .markup();
  return rewritten(html, how);
}

Result<void> Crawl::rewrite_all() {
  for (const auto& [target, known] : known_) {
    if (known.name.empty() || !(known.page || known.text)) continue;
    const fs::path path = fs::path(folder_) / known.name;
    const std::string before = text_of(path);
    const std::string& name = known.name;
    const std::string now =
        known.page ? rewritten_page(name, before)
                   : with_addresses(before, app_.public_origin, [&](const std::string& address) {
                       return address_for(name, address.empty() ? "/" : address);
                     });
    written_.bytes -= static_cast<std::int64_t>(before.size());
    TRY(write(known.name, now));
  }
  return {};
}

std::string Crawl::page_of_copy() {
  web::Request request;
  request.method = "GET";
  request.target = request.path = "/";
  request.db = &app_.db;
  request.app = &app_;
  request.now = app_.clock();
  request.request_id = "copy";
  request.csrf_token = "copy";
  request.pretended_today = app_.pretended_today;
  return web::html(views::about_copy(request, written_)).body;
}

Result<void> Crawl::add_own_pages() {
  TRY(write(kCopyPage, rewritten_page(kCopyPage, page_of_copy())));
  written_.pages += 2;
  return write("404.html", web::kit::lost_page(app_.site_name, {"index.html", "最初のページ"})
                               .markup());
}

Result<void> Crawl::add_redirect(const std::string& from, const std::string& to,
                                 std::string& table) {
  const std::string name = name_of(to);
  if (name.empty()) return {};
  ++written_.redirects;
  table += "\"" + replace_all(from, "\"", "\"\"") + "\",\"/" + name + "\"\r\n";
  const std::string folder = from.substr(from.starts_with('/') ? 1 : 0);
  const std::string page = folder + "/index.html";
  // An address with a query, or with the name of a file, can be no folder: it is in the list.
  const bool may_be = from.find('?') == std::string::npos && is_safe_name(folder) &&
                      folder.find('.', folder.rfind('/') + 1) == std::string::npos;
  if (!may_be || names_.contains(page)) return {};
  std::error_code error;
  if (fs::is_regular_file(fs::path(folder_) / folder, error)) return {};
  names_[page] = true;
  return write(page, web::kit::moved_page(app_.site_name, {relative_to(page, name),
                                                           "移動した先のページ"})
                         .markup());
}

Result<void> Crawl::add_redirects() {
  std::string table = "\"前のアドレス\",\"いまのファイル\"\r\n";
  std::string after;
  for (;;) {
    const auto some = ctx_.db.read([&](db::Reader& reader) {
      return publishing::list_public_redirects(reader, after, kPublicAtOnce);
    });
    for (const auto& one : some) TRY(add_redirect(one.from, one.to, table));
    if (static_cast<int>(some.size()) < kPublicAtOnce) break;
    after = some.back().from;
  }
  after.clear();
  for (;;) {
    const auto some = ctx_.db.read([&](db::Reader& reader) {
      return site_import::list_moves(reader, after, kPublicAtOnce, ctx_.today());
    });
    for (const auto& [from, to] : some) TRY(add_redirect(from, to, table));
    if (static_cast<int>(some.size()) < kPublicAtOnce) break;
    after = some.back().first;
  }
  return write("redirects.csv", table);
}

}  // namespace musubi::site_export
