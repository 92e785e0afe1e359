// reading.h - one item of the file as rows of an import, and the files of a ZIP or folder by the
// name that WordPress gave them. Shared by the reading and the dry run of the command; pure but for
// the shelf.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/archives/archives.h"
#include "features/site_import/import.h"

namespace musubi::site_import {

struct ReadItem {
  std::optional<ImportItem> item;    // an article
  std::optional<ImportMedia> media;  // or an entry of the old library
  std::string skipped;               // or neither: what it was, for the report
  std::vector<Loss> losses;
  std::vector<std::string> files;  // names below uploads that its text needs
};
ReadItem read_item(const WxrSite& site, WxrItem from, std::int64_t position);
std::string author_of(const WxrSite& site, const std::string& login);

// Types and categories as they are met; a guess for each.
class Groups {
 public:
  void add(const ImportItem& item);
  std::vector<Group> take(const std::map<std::string, std::string>& categories);

 private:
  std::map<std::string, std::int64_t> types_, categories_;
  std::map<std::string, std::string> names_;
};

// Where the file of each name lies: the original, or the largest of its smaller ones.
struct Found {
  std::string entry;
  std::int64_t bytes = 0;
  bool original = false;
};
class Uploads {
 public:
  static Result<Uploads> look_at(archives::Shelf& shelf);
  const Found* find(const std::string& name) const;
  std::size_t size() const { return files_.size(); }

 private:
  std::map<std::string, Found> files_;
};

}  // namespace musubi::site_import
