# embed.cmake - migrations and built assets become part of the binary, so that one file is the
# whole product. tools/embed.py writes C++ tables and assembler that pulls the bytes in (.incbin);
# the lists of common passwords of a Debian package go the same way.
enable_language(ASM)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
file(GLOB_RECURSE embed_inputs CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*.sql
     ${CMAKE_SOURCE_DIR}/src/features/*/demo/*.csv
     ${CMAKE_SOURCE_DIR}/build/assets/*)
set(generated ${CMAKE_BINARY_DIR}/generated)
string(SHA1 embed_list "${embed_inputs}")  # a file that went away must run the command again too
add_custom_command(
  OUTPUT ${generated}/embedded.cc ${generated}/embedded_blobs.S
  BYPRODUCTS ${generated}/listed_passwords.txt
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/embed.py
          --source ${CMAKE_SOURCE_DIR} --out ${generated} --inputs ${embed_list}
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/embed.py ${embed_inputs}
  COMMENT "Embedding migrations and assets")
# The compiler cache does not see what .incbin reads: say it here, and assemble without the cache.
set_source_files_properties(${generated}/embedded_blobs.S PROPERTIES
                            OBJECT_DEPENDS "${embed_inputs};${generated}/listed_passwords.txt")
add_library(musubi_embedded OBJECT ${generated}/embedded.cc ${generated}/embedded_blobs.S)
target_link_libraries(musubi_embedded PUBLIC musubi_web)
