// documents.h - what of the public site stands in the index: an article, an open page, a file.
// Structs in, documents of core/search out; reads nothing and decides nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/search/search.h"
#include "features/media/media.h"
#include "features/publishing/publishing.h"
#include "features/site_search/nouns.h"

namespace musubi::site_search {

search::Document page_document(const publishing::PublicItem& item);
search::Document text_document(const OpenPage& page);
// `text`: what was read of it; found by its title alone until then.
search::Document file_document(const media::Readable& file, const FileText& text);

// Words of a document that may be suggested: of its title, and of the beginning of its body.
std::vector<Word> words_of_document(const search::Document& document);

// What visitors filter by, in the order of the form; 種類 first.
const std::vector<std::string_view>& facet_names();
std::string facet_words(std::string_view name);
std::string facet_value(std::string_view name, const std::string& value);
std::string facet_label_of(std::string_view name, std::string_view value);  // of the index

// The label of a format: PDF, XLSX; "" when the name has no ending.
std::string format_of(std::string_view filename);

}  // namespace musubi::site_search
