// json.h - the one JSON type. Keys are sorted, so the same value always has the same bytes: the
// audit chain hashes them.
#pragma once

#include <nlohmann/json.hpp>

namespace musubi {
using Json = nlohmann::json;
}
