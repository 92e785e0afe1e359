// places.cc - the one file of the tests that knows where this checkout and its build stand.
// CMakeLists.txt gives it both as definitions.
#include "support/places.h"

#include <cstdlib>

namespace musubi::test {

std::string source(const std::string& below) { return MUSUBI_SOURCE_DIR + below; }

std::string program() {
  const char* named = std::getenv("MUSUBI_BIN");
  return named != nullptr ? named : MUSUBI_BUILD_DIR "/musubi";
}

}  // namespace musubi::test
