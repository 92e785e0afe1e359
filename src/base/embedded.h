// embedded.h - files that are part of the program itself: what the demo is made of, and the list of
// common passwords. tools/embed.py puts them into the binary at build time: every file of
// src/features/<feature>/demo/, and accounts/listed_passwords.txt from a Debian package. Migrations
// and assets have their own tables. No disk is read here.
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
