// words.cc - see words.h.
// Words only. The note on a consent may name somebody: it is personal.
#include "features/media/words.h"

#include <string>
#include <utility>
#include <vector>

#include "features/media/service.h"

namespace musubi::media {

void add_words(web::Words& words) {
  const std::vector<std::pair<const char*, const char*>> actions{
      {"media.item.registered", "画像・資料を登録しました"},
      {"media.item.described", "画像・資料の説明を変えました"},
      {"media.item.captioned", "動画の字幕と文字起こしを変えました"},
      {"media.item.converted", "画像を見る人の画面に合わせて作りました"},
      {"media.item.unreadable", "画像を読めませんでした"},
      {"media.item.ordered_again", "画像をもう一度読み取りました"},
      {"media.item.deleted", "画像・資料を消しました"}};
  for (const auto& [code, told] : actions) words.actions.insert_or_assign(code, told);
  const std::string noun = "media_item.";
  for (const DetailField& field : detail_fields()) {
    words.fields.insert_or_assign(noun + std::string(field.name), std::string(field.label));
  }
  const std::vector<std::pair<const char*, const char*>> fields{
      {"kind", "種類"}, {"sha256", "ファイルの指紋"}, {"bytes", "大きさ"},
      {"state", "状態"}, {"variants", "作った画像の数"},
      {"captions", "字幕の数"}, {"transcript", "文字起こしの文字数"}};
  for (const auto& [code, told] : fields) words.fields.insert_or_assign(noun + code, told);
  words.personal.insert(noun + "consent_note");
  const std::vector<std::pair<const char*, const char*>> values{
      {"people=none", "人は写っていない"},
      {"people=consented", "写っている人の同意を得た"},
      {"kind=picture", "画像"},
      {"kind=document", "資料"},
      {"kind=video", "動画"},
      {"state=waiting", "処理中"},
      {"state=ready", "できました"},
      {"state=unreadable", "読めませんでした"}};
  for (const auto& [code, told] : values) {
    words.values.insert_or_assign(noun + code, told);
  }
  words.nouns.insert_or_assign("media_item", "画像・資料");
  words.topics.insert_or_assign(std::string(kSent), "画像の変換");
}

}  // namespace musubi::media
