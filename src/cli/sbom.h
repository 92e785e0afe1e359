// sbom.h - the bill of materials (CycloneDX 1.5 JSON) of this very build: `musubi doctor --sbom`.
// tools/sbom.py writes the text at build time from the libraries and npm packages that are linked
// or embedded; nothing is looked up on the machine that runs the program.
#pragma once

#include <string_view>

namespace musubi::cli {

std::string_view sbom_json();

}  // namespace musubi::cli
