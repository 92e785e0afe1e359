// crawl.h - asks the site for everything that is public, as nobody, and writes it as files.
//   start addresses -> router -> handler -> file as it came, addresses in it -> more
//   -> every page once more: links between files, band, sentences    -> old addresses, 404, list
// One thread; holds names in memory, never pages.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/site_export/site_export.h"
#include "web/request.h"
#include "web/response.h"

namespace musubi::site_export {

inline constexpr std::int64_t kTargetsMost = 200'000;
inline constexpr int kVariantsMost = 300;  // of one path with queries: a calendar has no end

class Crawl {
 public:
  Crawl(const Context& ctx, web::App& app, std::string folder, const Progress& progress);
  Result<Written> run();

 private:
  struct Known {
    std::string name;    // of the file; "" = is not copied
    std::string leads;   // another target, for a redirect
    bool page = false, text = false;
  };

  void add_starts();
  void add(const std::string& address);
  bool is_copied(const std::string& target, web::Request& request) const;
  Result<void> fetch(const std::string& target);
  std::optional<web::Response> ask(const std::string& target);
  Result<void> keep(const std::string& target, const web::Response& response);
  Result<void> keep_asset(const std::string& target);
  Result<void> write(const std::string& name, std::string_view bytes);
  std::string free_name(std::string name);

  Result<void> rewrite_all();
  std::string address_for(const std::string& from, const std::string& address) const;
  std::string name_of(const std::string& target) const;  // follows redirects; "" = not copied
  Result<void> add_own_pages();
  Result<void> add_redirects();
  Result<void> add_redirect(const std::string& from, const std::string& to, std::string& table);
  std::string page_of_copy();
  std::string rewritten_page(const std::string& name, std::string_view html) const;

  const Context& ctx_;
  web::App& app_;
  std::string folder_;
  const Progress& progress_;
  std::map<std::string, Known> known_;   // target without fragment
  std::map<std::string, int> variants_;  // path -> how many queries
  std::map<std::string, bool> names_;    // taken
  std::vector<std::string> waiting_;
  std::size_t next_ = 0;
  Written written_;
};

}  // namespace musubi::site_export
