// addresses.cc - see addresses.h. Schemes are let through by a list of four; whatever else stands
// before a colon, and however it is broken up by blanks, leads nowhere.
#include "features/site_import/wordpress/addresses.h"

#include <cctype>
#include <optional>

#include "base/text.h"
#include "web/urlencoded.h"

namespace musubi::site_import {
namespace {

constexpr std::string_view kUploads = "/wp-content/uploads/";
constexpr std::size_t kAddressMost = 2'000;

// Without what browsers leave out of an address: blanks and control characters.
std::string without_blanks(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    if (static_cast<unsigned char>(c) > 0x20 && c != 0x7F) out += c;
  }
  return out;
}

std::string scheme_of(std::string_view address) {
  const std::size_t colon = address.find(':');
  if (colon == std::string_view::npos || colon > address.find_first_of("/?#")) return {};
  return lower_ascii(address.substr(0, colon));
}

// Behind the host, from / on; all of it when there is no host.
std::string_view behind_host(std::string_view address) {
  const std::size_t two = address.find("//");
  if (two == std::string_view::npos || (two != 0 && address[two - 1] != ':')) return address;
  const std::size_t slash = address.find_first_of("/?#", two + 2);
  return slash == std::string_view::npos ? std::string_view() : address.substr(slash);
}

bool is_of_site(std::string_view address, std::string_view site) {
  if (address.starts_with('/') && !address.starts_with("//")) return true;
  if (address.starts_with('?')) return true;
  const std::string host = host_of(address);
  return !host.empty() && host == host_of(site);
}

std::string media_name_of(std::string_view address) {
  const std::string_view path = address.substr(0, address.find_first_of("?#"));
  const std::size_t at = path.find(kUploads);
  if (at == std::string_view::npos) return {};
  const auto name = web::percent_decode(path.substr(at + kUploads.size()), false);
  if (!name || !web::is_clean_text(*name) || name->empty() || name->ends_with('/') ||
      name->find("..") != std::string::npos || name->find('\\') != std::string::npos) {
    return {};
  }
  return original_name(*name);
}

}  // namespace

std::string host_of(std::string_view address) {
  const std::size_t two = address.find("//");
  if (two == std::string_view::npos) return {};
  if (two != 0 && address[two - 1] != ':') return {};
  std::string_view host = address.substr(two + 2);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) {
    host.remove_prefix(at + 1);
  }
  host = host.substr(0, host.find(':'));
  std::string out = lower_ascii(host);
  if (out.starts_with("www.")) out.erase(0, 4);
  return out;
}

std::string for_link(std::string_view address) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  static constexpr std::string_view kPlain = "-._~:/?#@!$&'+,;=%*";
  std::string out;
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte < 0x80 && (std::isalnum(byte) != 0 ||
                                       kPlain.find(c) != std::string_view::npos);
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

std::string original_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return std::string(name);
  std::string_view stem = name.substr(0, dot);
  if (stem.ends_with("-scaled")) stem.remove_suffix(7);
  const std::size_t dash = stem.rfind('-');
  if (dash != std::string_view::npos) {
    const std::string_view size = stem.substr(dash + 1);
    const std::size_t by = size.find('x');
    const auto digits = [](std::string_view text) {
      return !text.empty() && text.size() <= 5 &&
             text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (by != std::string_view::npos && digits(size.substr(0, by)) &&
        digits(size.substr(by + 1))) {
      stem = stem.substr(0, dash);
    }
  }
  return std::string(stem) + std::string(name.substr(dot));
}

std::string old_path_of(std::string_view typed, std::string_view site) {
  const std::string address = without_blanks(typed);
  const std::string scheme = scheme_of(address);
  if (!scheme.empty() && scheme != "http" && scheme != "https") return {};
  if (!is_of_site(address, site)) return {};
  std::string_view rest = behind_host(address);
  rest = rest.substr(0, rest.find('#'));
  const std::size_t mark = rest.find('?');
  const auto decoded = web::percent_decode(rest.substr(0, mark), false);
  if (!decoded || !web::is_clean_text(*decoded)) return {};
  std::string path = *decoded;
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  if (path.empty()) path = "/";
  if (mark == std::string_view::npos) return path;
  const std::string query(rest.substr(mark));
  const bool by_number = query.starts_with("?p=") || query.starts_with("?page_id=") ||
                         query.starts_with("?attachment_id=") || query.starts_with("?cat=");
  return by_number ? path + query.substr(0, query.find('&')) : path;
}

Address read_address(std::string_view typed, std::string_view site) {
  const std::string address = without_blanks(typed);
  Address out;
  if (address.empty() || address.size() > kAddressMost || address.starts_with('#')) return out;
  const std::string scheme = scheme_of(address);
  if (scheme == "mailto" || scheme == "tel") {
    out.kind = Address::Kind::web;
    out.value = for_link(address);
    return out;
  }
  if (!scheme.empty() && scheme != "http" && scheme != "https") {
    out.kind = Address::Kind::unsafe;
    return out;
  }
  if (is_of_site(address, site)) {
    out.media_name = media_name_of(address);
    if (!out.media_name.empty()) {
      out.kind = Address::Kind::media;
      out.value = std::string(kMediaToken) + for_link(out.media_name);
      return out;
    }
    if (old_path_of(address, site).empty()) return out;
    out.kind = Address::Kind::page;
    std::string rest(behind_host(address));
    if (!rest.starts_with('/')) rest.insert(0, "/");
    out.value = std::string(kPageToken) + for_link(rest);
    return out;
  }
  if (scheme.empty() && !address.starts_with("//")) return out;  // relative to a page that is gone
  if (host_of(address).empty()) return out;
  out.kind = Address::Kind::web;
  out.value = for_link(scheme.empty() ? "https:" + address : address);
  return out;
}

}  // namespace musubi::site_import
