// embedded.h - files that are part of the program itself: what the demo is made of. tools/embed.py
// puts every file of src/features/<feature>/demo/ into the binary at build time. Migrations and
// assets have their own tables. No disk is read here.
#pragma once

#include <string_view>
#include <vector>

namespace musubi {

struct EmbeddedFile {
  std::string_view name;  // members/roster_r5_cp932.csv
  std::string_view bytes;
};
const std::vector<EmbeddedFile>& embedded_files();

}  // namespace musubi
