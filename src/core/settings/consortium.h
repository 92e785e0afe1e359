// consortium.h - whose house this is, as letters and official papers name it, and where its pages
// are. From the configuration ([consortium] and server.public_origin), told once at start; features
// read it and never write a name of their own.
#pragma once

#include <string>

namespace musubi::settings {

struct Consortium {
  std::string name = "くまもとＤＸ推進コンソーシアム";
  std::string secretariat = "くまもとＤＸ推進コンソーシアム事務局";  // 差出人
  std::string addressee = "熊本県知事";                              // 宛名, without 様
  std::string lender = "熊本県";                                     // whose roster it is: 貸与元
  std::string prefecture = "熊本県";       // whose open data it is
  std::string prefecture_code = "430005";  // its 全国地方公共団体コード, as text: zeros stay
  std::string origin = "http://127.0.0.1:8080";                      // for links in letters
};
void configure(Consortium consortium);  // once at start, before threads; again in tests
const Consortium& consortium();

}  // namespace musubi::settings
