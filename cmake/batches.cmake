# batches.cmake - builds from a clean clone compile several files as one (CMake's unity build), for
# the headers that every file reads cost more than the file: docs/decisions.md, 47.
#
# The files of a folder go to batches that lie apart, so that one batch hardly ever holds two files
# of the same namespace, whose unnamed parts would meet; and a new file moves only the files of its
# own folder. Where two do meet, the compiler says "redefinition": give one the better name.
# A count of 0 leaves a target as it is.
function(musubi_batches target count)
  if(NOT CMAKE_UNITY_BUILD OR count EQUAL 0)
    set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  set(folder_before "")
  foreach(source ${sources})
    if(NOT source MATCHES "\\.cc$")
      continue()
    endif()
    get_filename_component(folder ${source} DIRECTORY)
    if(NOT folder STREQUAL folder_before)
      file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR} ${folder})
      string(MD5 digest "${name}")
      string(SUBSTRING ${digest} 0 6 digits)
      math(EXPR batch "0x${digits} % ${count}")
      set(folder_before ${folder})
    endif()
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP "${target}_${batch}")
    math(EXPR batch "(${batch} + 1) % ${count}")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
  # A type of a .cc file that has a member of an unnamed namespace is no header's type.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endfunction()
