// pictures.cc - see pictures.h. libvips 8.14, its C interface, wrapped so that nothing leaks.
// SECURITY: only loaders that are not marked untrusted, only the four formats of header.h, sizes
// judged before; reading stops at the first serious error, so that half a picture is none.
#include "core/pictures/pictures.h"

#include <vips/vips.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>
#include <string_view>

#include "base/log.h"

namespace musubi::pictures {
namespace {

constexpr int kWidest = 1600, kTallest = 3200;
constexpr int kJpegQuality = 80, kWebpQuality = 78, kAvifQuality = 55;
constexpr int kAvifEffort = 2;  // of 9: a fifth of the time of 4 for a few hundredths of the bytes
constexpr double kWhite = 255.0;

struct Unref {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

// What libvips said, for the log: it names operations and numbers, never people.
std::string last_words() {
  std::string words = vips_error_buffer();
  vips_error_clear();
  std::replace(words.begin(), words.end(), '\n', ' ');
  return words.substr(0, 300);
}

Failure unreadable() {
  Error error{Fault::invalid, "画像を読み取れませんでした",
              {{"file", "画像を最後まで読み取れませんでした。途中で切れているか、壊れています。"
                        "元の画像を開き、JPEGかPNGで保存し直してから登録してください"}},
              "vips: " + last_words()};
  return fail(std::move(error));
}

Failure not_made() {
  return fail(Fault::unavailable,
              "画像を変換できませんでした。しばらくしてから、もう一度お試しください",
              "vips: " + last_words());
}

// What libvips and GLib would print themselves, beside the log. A warning is about one picture,
// whose failure is told by whoever asked for it; critical is what should never happen.
void to_our_log(const gchar* domain, GLogLevelFlags level, const gchar* message, gpointer) {
  const bool grave = (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL)) != 0;
  log::write(grave ? log::Level::error : log::Level::debug, "pictures.library",
             {{"domain", domain != nullptr ? domain : ""},
              {"detail", message != nullptr ? message : ""}});
}

bool started() {
  static const bool ok = [] {
    g_log_set_default_handler(to_our_log, nullptr);
    if (VIPS_INIT("musubi") != 0) return false;
    vips_concurrency_set(1);  // the lane has one thread; pages have the others
    vips_cache_set_max(0);
    vips_block_untrusted_set(TRUE);
    return true;
  }();
  return ok;
}

// One at a time, and what libvips keeps for a thread goes with it.
class Turn {
 public:
  Turn() : lock_(mutex()) {}
  ~Turn() { vips_thread_shutdown(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  static std::mutex& mutex() {
    static std::mutex only;
    return only;
  }
  std::lock_guard<std::mutex> lock_;
};

bool has_profile(const std::string& path) {
  const Image probe(
      vips_image_new_from_file(path.c_str(), "access", VIPS_ACCESS_SEQUENTIAL, NULL));
  if (!probe) return false;
  return vips_image_get_typeof(probe.get(), VIPS_META_ICC_NAME) != 0;
}

Image shrunk(const std::string& path, bool to_srgb) {
  VipsImage* out = nullptr;
  const int failed =
      to_srgb ? vips_thumbnail(path.c_str(), &out, kWidest, "height", kTallest, "size",
                               VIPS_SIZE_DOWN, "fail_on", VIPS_FAIL_ON_ERROR, "export_profile",
                               "srgb", NULL)
              : vips_thumbnail(path.c_str(), &out, kWidest, "height", kTallest, "size",
                               VIPS_SIZE_DOWN, "fail_on", VIPS_FAIL_ON_ERROR, NULL);
  return Image(failed == 0 ? out : nullptr);
}

// Eight bits, sRGB, with or without alpha, in memory: decoding ends here, and so do its errors.
Image settled(Image in) {
  VipsImage* rgb = nullptr;
  if (!in || vips_colourspace(in.get(), &rgb, VIPS_INTERPRETATION_sRGB, NULL) != 0) return {};
  const Image coloured(rgb);
  VipsImage* bytes = nullptr;
  if (vips_cast_uchar(coloured.get(), &bytes, NULL) != 0) return {};
  const Image eight(bytes);
  return Image(vips_image_copy_memory(eight.get()));
}

Image widest_of(const std::string& path) {
  if (has_profile(path)) {
    Image in_srgb = settled(shrunk(path, true));
    if (in_srgb) return in_srgb;
  }
  vips_error_clear();  // a broken profile is no reason: read on without it
  return settled(shrunk(path, false));
}

// The largest part of this shape, as near to the focal point as the edges allow.
Image cropped(VipsImage* in, Shape shape, Focus focus) {
  const int width = vips_image_get_width(in), height = vips_image_get_height(in);
  int w = width, h = height;
  if (shape == Shape::wide) {
    w = std::min(width, std::max(1, height * 16 / 9));
    h = std::clamp(w * 9 / 16, 1, height);
  } else if (shape == Shape::square) {
    w = h = std::min(width, height);
  }
  const int left = std::clamp(width * focus.x / 100 - w / 2, 0, width - w);
  const int top = std::clamp(height * focus.y / 100 - h / 2, 0, height - h);
  VipsImage* out = nullptr;
  if (vips_crop(in, &out, left, top, w, h, NULL) != 0) return {};
  return Image(out);
}

// What a camera wrote beside the picture: where, when, by whom. Taken off by name, for the "strip"
// of libvips 8.14 leaves EXIF in a WebP. REQUIRES: nobody else holds the image.
void forget_camera(VipsImage* image) {
  gchar** fields = vips_image_get_fields(image);
  for (gchar** field = fields; field != nullptr && *field != nullptr; ++field) {
    const std::string_view name(*field);
    const bool of_camera = name.starts_with("exif-") || name == VIPS_META_XMP_NAME ||
                           name == VIPS_META_IPTC_NAME || name == VIPS_META_PHOTOSHOP_NAME ||
                           name == VIPS_META_ORIENTATION;
    if (of_camera) vips_image_remove(image, *field);
  }
  g_strfreev(fields);
}

Image resized(VipsImage* in, int width) {
  const double scale =
      static_cast<double>(width) / static_cast<double>(vips_image_get_width(in));
  const int height = std::max(1, static_cast<int>(std::lround(scale * vips_image_get_height(in))));
  VipsImage* out = nullptr;
  if (vips_thumbnail_image(in, &out, width, "height", height, "size", VIPS_SIZE_FORCE, "no_rotate",
                           TRUE, NULL) != 0) {
    return {};
  }
  const Image lazy(out);
  Image image(vips_image_copy_memory(lazy.get()));
  if (image) forget_camera(image.get());
  return image;
}

// JPEG knows no transparency: what shines through is white, as the page is.
Image flattened(VipsImage* in) {
  VipsImage* out = nullptr;
  VipsArrayDouble* white = vips_array_double_newv(3, kWhite, kWhite, kWhite);
  const int failed = vips_flatten(in, &out, "background", white, NULL);
  vips_area_unref(VIPS_AREA(white));
  return Image(failed == 0 ? out : nullptr);
}

std::string taken(void* bytes, std::size_t count) {
  std::string out(static_cast<const char*>(bytes), count);
  g_free(bytes);
  return out;
}

// "" when it could not be written.
std::string saved(VipsImage* in, Kind kind) {
  void* bytes = nullptr;
  std::size_t count = 0;
  int failed = -1;
  if (kind == Kind::avif) {
    failed = vips_heifsave_buffer(in, &bytes, &count, "Q", kAvifQuality, "compression",
                                  VIPS_FOREIGN_HEIF_COMPRESSION_AV1, "effort", kAvifEffort,
                                  "strip", TRUE, NULL);
  } else if (kind == Kind::webp) {
    failed = vips_webpsave_buffer(in, &bytes, &count, "Q", kWebpQuality, "strip", TRUE, NULL);
  } else {
    const Image opaque = vips_image_hasalpha(in) != 0 ? flattened(in) : Image();
    if (vips_image_hasalpha(in) != 0 && !opaque) return {};
    failed = vips_jpegsave_buffer(opaque ? opaque.get() : in, &bytes, &count, "Q", kJpegQuality,
                                  "optimize_coding", TRUE, "strip", TRUE, NULL);
  }
  return failed == 0 ? taken(bytes, count) : std::string();
}

Result<void> make_width(VipsImage* crop, Shape shape, int width,
                        const std::function<Result<void>(Made)>& each) {
  const Image image = resized(crop, width);
  if (!image) return not_made();
  for (const Kind kind : {Kind::avif, Kind::webp, Kind::jpeg}) {
    Made made{shape, kind, vips_image_get_width(image.get()), vips_image_get_height(image.get()),
              saved(image.get(), kind)};
    if (made.bytes.empty() && kind == Kind::avif) {
      log::warning("pictures.no_avif", {{"detail", last_words()}});
      continue;
    }
    if (made.bytes.empty()) return not_made();
    TRY(each(std::move(made)));
  }
  return {};
}

}  // namespace

std::string_view shape_name(Shape shape) {
  switch (shape) {
    case Shape::full: return "full";
    case Shape::wide: return "wide";
    case Shape::square: return "square";
  }
  return "";
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::avif: return "avif";
    case Kind::webp: return "webp";
    case Kind::jpeg: return "jpg";
  }
  return "";
}

std::string_view kind_media_type(Kind kind) {
  switch (kind) {
    case Kind::avif: return "image/avif";
    case Kind::webp: return "image/webp";
    case Kind::jpeg: return "image/jpeg";
  }
  return "";
}

std::vector<int> widths_for(Shape shape, int most) {
  std::vector<int> wanted{480, 960, kWidest};  // a phone, a phone's sharp screen, a desk
  if (shape == Shape::wide) wanted = {480, 960};
  if (shape == Shape::square) wanted = {320};
  std::vector<int> out;
  for (const int width : wanted) {
    if (width < most) out.push_back(width);
  }
  if (out.size() < wanted.size()) out.push_back(std::max(1, std::min(most, wanted.back())));
  return out;
}

Result<void> make_all(const std::string& path, Focus focus,
                      const std::function<Result<void>(Made)>& each) {
  TRY(examine_picture(path));
  const Turn turn;
  if (!started()) return not_made();
  const Image widest = widest_of(path);
  if (!widest) return unreadable();
  for (const Shape shape : {Shape::full, Shape::wide, Shape::square}) {
    const Image crop = cropped(widest.get(), shape, focus);
    if (!crop) return not_made();
    for (const int width : widths_for(shape, vips_image_get_width(crop.get()))) {
      TRY(make_width(crop.get(), shape, width, each));
    }
  }
  return {};
}

Result<std::string> encode(const Raster& raster, As as) {
  const auto bytes = static_cast<std::size_t>(raster.width) *
                     static_cast<std::size_t>(raster.height) * 3;
  CHECK(raster.width > 0 && raster.height > 0 && raster.rgb.size() == bytes);
  const Turn turn;
  if (!started()) return not_made();
  const Image plain(vips_image_new_from_memory_copy(raster.rgb.data(), bytes, raster.width,
                                                    raster.height, 3, VIPS_FORMAT_UCHAR));
  if (!plain) return not_made();
  VipsImage* rgb = nullptr;
  if (vips_copy(plain.get(), &rgb, "interpretation", VIPS_INTERPRETATION_sRGB, NULL) != 0) {
    return not_made();
  }
  const Image image(rgb);
  void* out = nullptr;
  std::size_t count = 0;
  const int failed =
      as == As::png ? vips_pngsave_buffer(image.get(), &out, &count, NULL)
                    : vips_jpegsave_buffer(image.get(), &out, &count, "Q", kJpegQuality, NULL);
  if (failed != 0) return not_made();
  return taken(out, count);
}

}  // namespace musubi::pictures
