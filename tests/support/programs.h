// programs.h - the first bytes of a program for Linux, as somebody might send one under the name of
// a document: recognised by its content.
#pragma once

#include <string>

namespace musubi::test {

inline std::string program_bytes() {
  std::string bytes(64, '\0');
  bytes.replace(0, 7, "\x7f" "ELF" "\x02\x01\x01");
  bytes[16] = 2;     // an executable
  bytes[18] = 0x3e;  // for x86-64
  bytes[20] = 1;
  return bytes;
}

}  // namespace musubi::test
