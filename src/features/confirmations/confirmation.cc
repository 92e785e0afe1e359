// confirmation.cc - names and labels of the yearly confirmation; see confirmation.h.
// No database.
#include "features/confirmations/confirmation.h"

#include "base/time.h"

namespace musubi::confirmations {

std::string Round::name() const {
  return fiscal_year_name(static_cast<int>(fiscal_year)) + " 第" + std::to_string(number) + "回";
}

std::string_view round_state_label(std::string_view state) {
  if (state == "preparing") return "メールを準備中";
  if (state == "open") return "受付中";
  if (state == "closed") return "終了";
  return "";
}

std::string_view target_state_label(std::string_view state) {
  if (state == "silent") return "未回答";
  if (state == "unchanged") return "変更なし";
  if (state == "changed") return "変更あり";
  if (state == "gone") return "退会など";
  return "";
}

std::string_view way_label(std::string_view way) {
  if (way == "link") return "メールのリンク";
  if (way == "member") return "会員サイト";
  if (way == "telephone") return "電話";
  return "";
}

}  // namespace musubi::confirmations
