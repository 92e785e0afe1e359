// item.h - the nouns: an item of the library, its variants, what a person says about it, and what
// it still lacks before it may be shown. Plain structs and their words; pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "core/pictures/pictures.h"
#include "features/media/media.h"

namespace musubi::media {

// What a person says about an item; field names are those of the form and of the columns.
struct Details {
  std::string title, alt, caption, rights_holder, licence, people, consent_note, consent_until;
  bool decorative = false, open_to_all = false;
  int focal_x = 50, focal_y = 50;
  bool operator==(const Details&) const = default;
};

struct Item {
  MediaId id;
  std::string kind, state = "waiting", trouble;
  std::int64_t round = 1;
  std::string file_id, sha256, filename, media_type;
  std::int64_t bytes = 0;
  Details details;
  std::int64_t width = 0, height = 0;
  std::string thumb;
  std::string uploaded_by_name;
  Instant uploaded_at;
  std::int64_t version = 1;
};

struct Variant {
  std::string name, shape, format;
  std::int64_t width = 0, height = 0, bytes = 0;
  std::string file_id;
};

std::string kind_of(std::string_view media_type);  // picture | document | video
std::string_view kind_label(std::string_view kind);
std::string_view state_label(std::string_view state);
std::string_view people_label(std::string_view people);
// {name, label} of Details, in the order of the form; and one of them as text, for comparing.
struct DetailField {
  std::string_view name, label;
};
const std::vector<DetailField>& detail_fields();
std::string detail_text(const Details& details, std::string_view name);
Json details_json(const Details& details);  // for the audit

// wide-960-1a2b3c4d.webp
std::string variant_name(const pictures::Made& made, std::string_view sha256);
// The same but for its fingerprint: wide-960 and webp. False when it is no such name.
struct NameParts {
  std::string shape, format;
  std::int64_t width = 0;
};
bool read_variant_name(std::string_view name, NameParts& out);
std::string_view format_media_type(std::string_view format);

// What must be said before anybody else may see it: sentences, empty when nothing is missing.
std::vector<std::string> lacks(const Item& item);
bool consent_is_over(const Details& details, Date today);

}  // namespace musubi::media
