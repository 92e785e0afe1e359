# embed.cmake - migrations and built assets become part of the binary, so that one file is the
# whole product. tools/embed.py writes C++ tables and assembler that pulls the bytes in (.incbin).
enable_language(ASM)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
file(GLOB_RECURSE embed_inputs CONFIGURE_DEPENDS
     ${CMAKE_SOURCE_DIR}/src/*/migrations/*.sql ${CMAKE_SOURCE_DIR}/build/assets/*)
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/generated/embedded.cc ${CMAKE_BINARY_DIR}/generated/embedded_blobs.S
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/embed.py
          --source ${CMAKE_SOURCE_DIR} --out ${CMAKE_BINARY_DIR}/generated
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/embed.py ${embed_inputs}
  COMMENT "Embedding migrations and assets")
add_library(musubi_embedded OBJECT ${CMAKE_BINARY_DIR}/generated/embedded.cc
            ${CMAKE_BINARY_DIR}/generated/embedded_blobs.S)
target_link_libraries(musubi_embedded PUBLIC musubi_web)
