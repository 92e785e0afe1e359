// assets.h - addresses of the styles, scripts and pictures built into the program.
// Pages ask asset_path(); the server serves what it names. Never a file on disk.
#pragma once

#include <string>
#include <string_view>

#include "web/embedded_assets.h"

namespace musubi::web {

inline constexpr std::string_view kAssetPrefix = "/assets/";

// asset_path("app.css") is /assets/app-3F2A9C1B.css: the hashed name of this build, which may be
// cached for ever. A name that was not built yields /assets/<name>, which answers 404.
std::string asset_path(std::string_view name);
// The asset with exactly this built name, or null.
const EmbeddedAsset* find_asset(std::string_view built_name);
bool has_hashed_name(std::string_view built_name);
std::string_view media_type_of(std::string_view path);  // by file ending; octet-stream if unknown

}  // namespace musubi::web
