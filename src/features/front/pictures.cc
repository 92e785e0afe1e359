// pictures.cc - see pictures.h, and media_uses() of front.h. One row tells all banners: it is found
// by its key, so the library may ask for every picture of every visitor.
// SECURITY: a picture is open to visitors here only while a banner of today really shows it.
#include "features/front/pictures.h"

#include <algorithm>

#include "features/front/front.h"
#include "features/front/store.h"

namespace musubi::front {
namespace {

constexpr const char* kWhereSeen = "/office/front";

std::vector<Banner> kept_banners(db::Reader& reader) {
  return read_banners(store::find_part(reader, store::kBanners).content);
}

// Why visitors do not see a picture that the office sees, and where that is put right: the fields
// of a picture's record are on the library's page. "" = they see it.
std::string reason_hidden(db::Reader& reader, const media::MediaId& id, Date today) {
  const auto reasons = media::reasons_against(reader, id, today);
  if (reasons.empty()) return {};
  // A consent that is over stands last, and names a remedy on our own page: another picture.
  const bool consent_is_over = !media::find_picture(reader, id, today);
  if (consent_is_over && reasons.size() == 1) return reasons.front();
  return "画像の登録の画面で、" + reasons.front();
}

}  // namespace

Result<void> check_pictures(db::Reader& reader, const std::vector<Banner>& banners, Date today) {
  std::vector<FieldError> errors;
  for (std::size_t i = 0; i < banners.size(); ++i) {
    if (banners[i].picture.empty()) continue;
    const media::MediaId id{banners[i].picture};
    const std::string field = "picture_" + std::to_string(i);
    if (!media::find_picture(reader, id, today, media::For::office)) {
      errors.push_back({field, "まだ処理しているか、画像として出せないものです。"
                               "もう一度お試しになるか、一覧にある画像から選んでください"});
      continue;
    }
    const std::string reason = reason_hidden(reader, id, today);
    if (!reason.empty()) errors.push_back({field, "この画像は、いまは出せません。" + reason});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return {};
}

std::optional<media::Picture> find_open_picture(db::Reader& reader, const Banner& banner,
                                                Date today) {
  if (banner.picture.empty()) return std::nullopt;
  const media::MediaId id{banner.picture};
  if (!media::reasons_against(reader, id, today).empty()) return std::nullopt;
  return media::find_picture(reader, id, today);
}

OfficePictures find_pictures_of(db::Reader& reader, const std::vector<Banner>& banners,
                                Date today) {
  OfficePictures out;
  for (const Banner& one : banners) {
    if (one.picture.empty()) continue;
    const media::MediaId id{one.picture};
    auto found = media::find_picture(reader, id, today, media::For::office);
    if (!found) continue;
    out.insert_or_assign(one.picture,
                         OfficePicture{std::move(*found), reason_hidden(reader, id, today)});
  }
  return out;
}

media::UseSource media_uses() {
  media::UseSource out;
  out.name = "front.banners";
  out.list = [](db::Reader& reader, const media::MediaId& id, int most) {
    std::vector<media::Use> uses;
    for (const Banner& one : kept_banners(reader)) {
      if (one.picture != id.text || static_cast<int>(uses.size()) >= most) continue;
      uses.push_back({"お知らせ枠「" + one.title + "」", kWhereSeen});
    }
    return uses;
  };
  out.is_public = [](db::Reader& reader, const media::MediaId& id, Date today) {
    const auto banners = kept_banners(reader);
    return std::any_of(banners.begin(), banners.end(), [&](const Banner& one) {
      return one.picture == id.text && is_shown(one, today) &&
             find_open_picture(reader, one, today).has_value();
    });
  };
  // is_published stays null: the search leads to documents, and a banner shows none.
  return out;
}

}  // namespace musubi::front
