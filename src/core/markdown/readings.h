// readings.h - furigana: 漢字《かんじ》 becomes ruby. Inside core/markdown only.
// ｜ says where the word begins when it is not kanji alone: ｜ＤＸ《ディーエックス》.
#pragma once

#include <cmark-gfm.h>

namespace musubi::markdown {

// REQUIRES: cleaned, text nodes consolidated. A reading is kana only; anything else stays as typed.
void add_readings(cmark_node* root);

}  // namespace musubi::markdown
