// criteria.cc - see criteria.h. Titles as the standard has them (WCAG 2.1 and 2.2: as commonly
// translated). Never shortened: people look them up by these words.
#include "features/accessibility/criteria.h"

namespace musubi::accessibility {
namespace {

using enum Source;

// NOLINTBEGIN: a table
const std::vector<Criterion> kCriteria{
    {"1.1.1", "非テキストコンテンツ", "A"},
    {"1.2.1", "音声だけ及び映像だけ（収録済み）", "A"},
    {"1.2.2", "キャプション（収録済み）", "A"},
    {"1.2.3", "音声解説又はメディアに対する代替コンテンツ（収録済み）", "A"},
    {"1.2.4", "キャプション（ライブ）", "AA"},
    {"1.2.5", "音声解説（収録済み）", "AA"},
    {"1.3.1", "情報及び関係性", "A"},
    {"1.3.2", "意味のある順序", "A"},
    {"1.3.3", "感覚的な特徴", "A"},
    {"1.3.4", "表示の向き", "AA", wcag21},
    {"1.3.5", "入力目的の特定", "AA", wcag21},
    {"1.4.1", "色の使用", "A"},
    {"1.4.2", "音声の制御", "A"},
    {"1.4.3", "コントラスト（最低限レベル）", "AA"},
    {"1.4.4", "テキストのサイズ変更", "AA"},
    {"1.4.5", "文字画像", "AA"},
    {"1.4.10", "リフロー", "AA", wcag21},
    {"1.4.11", "非テキストのコントラスト", "AA", wcag21},
    {"1.4.12", "テキストの間隔", "AA", wcag21},
    {"1.4.13", "ホバー又はフォーカスで表示されるコンテンツ", "AA", wcag21},
    {"2.1.1", "キーボード", "A"},
    {"2.1.2", "キーボードトラップなし", "A"},
    {"2.1.4", "文字キーのショートカット", "A", wcag21},
    {"2.2.1", "タイミング調整可能", "A"},
    {"2.2.2", "一時停止，停止及び非表示", "A"},
    {"2.3.1", "3回のせん（閃）光又はいき（閾）値以下", "A"},
    {"2.4.1", "ブロックスキップ", "A"},
    {"2.4.2", "ページタイトル", "A"},
    {"2.4.3", "フォーカス順序", "A"},
    {"2.4.4", "リンクの目的（コンテキスト内）", "A"},
    {"2.4.5", "複数の手段", "AA"},
    {"2.4.6", "見出し及びラベル", "AA"},
    {"2.4.7", "フォーカスの可視化", "AA"},
    {"2.4.11", "隠されないフォーカス（最低限）", "AA", wcag22},
    {"2.5.1", "ポインタのジェスチャ", "A", wcag21},
    {"2.5.2", "ポインタのキャンセル", "A", wcag21},
    {"2.5.3", "ラベルを含む名前", "A", wcag21},
    {"2.5.4", "動きによる起動", "A", wcag21},
    {"2.5.7", "ドラッグ動作", "AA", wcag22},
    {"2.5.8", "ターゲットのサイズ（最低限）", "AA", wcag22},
    {"3.1.1", "ページの言語", "A"},
    {"3.1.2", "一部分の言語", "AA"},
    {"3.2.1", "フォーカス時", "A"},
    {"3.2.2", "入力時", "A"},
    {"3.2.3", "一貫したナビゲーション", "AA"},
    {"3.2.4", "一貫した識別性", "AA"},
    {"3.2.6", "一貫したヘルプ", "A", wcag22},
    {"3.3.1", "エラーの特定", "A"},
    {"3.3.2", "ラベル又は説明", "A"},
    {"3.3.3", "エラー修正の提案", "AA"},
    {"3.3.4", "エラー回避（法的，金融及びデータ）", "AA"},
    {"3.3.7", "冗長な入力項目", "A", wcag22},
    {"3.3.8", "アクセシブルな認証（最低限）", "AA", wcag22},
    {"4.1.1", "構文解析", "A"},
    {"4.1.2", "名前（name），役割（role）及び値（value）", "A"},
    {"4.1.3", "ステータスメッセージ", "AA", wcag21},
};
// NOLINTEND

}  // namespace

const std::vector<Criterion>& criteria() { return kCriteria; }

const Criterion* find_criterion(std::string_view number) {
  for (const Criterion& one : kCriteria) {
    if (one.number == number) return &one;
  }
  return nullptr;
}

std::string_view source_label(Source source) {
  switch (source) {
    case Source::jis: return "JIS X 8341-3:2016";
    case Source::wcag21: return "WCAG 2.1";
    case Source::wcag22: return "WCAG 2.2";
  }
  return "";
}

}  // namespace musubi::accessibility
