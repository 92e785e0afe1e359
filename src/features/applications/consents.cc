// consents.cc - the words of the three consents (R-5.1.2.a, C-6, C-7). They say only what this
// product and its secretariat really do. Never change a text without giving it a new version.
#include "features/applications/consents.h"

#include "base/sha256.h"

namespace musubi::applications {
namespace {

constexpr std::string_view kRules = R"(
1. 会員は、コンソーシアムの目的（産学官が連携し、デジタルの力で仕事と地域を良くすること）に賛同して参加します。
2. 会費はかかりません。行事によっては、参加する方に実費をお願いすることがあります。
3. 会員は、登録した内容が変わったときは、事務局に知らせてください。
4. 会員サイトで知った他の会員の情報は、その会員の了解なく外に出さないでください。
5. 会員サイトのアカウントは、一人に一つです。ほかの人と共有しないでください。
6. 退会は、いつでも事務局に申し出ることができます。
7. 法令に反する行為、ほかの会員に迷惑をかける行為があったときは、利用を止めるか、退会していただくことがあります。
)";

constexpr std::string_view kPrivacy = R"(
- **集める情報**：団体の情報、代表者と担当者の氏名・連絡先、添付された書類
- **使う目的**：入会の審査、会員名簿の管理、事務局からの連絡、県への会員状況の報告
- **見る人**：事務局の担当者。県には、会員名簿と審査の結果を報告します
- **保つ期間**：会員である間と、事業が終わってから5年間。申し込まなかった下書きは30日で消します
- **求められること**：自分の情報の開示・訂正・利用の停止を、事務局に求めることができます

広告のために使うことも、目的の外で第三者に渡すこともありません。
)";

constexpr std::string_view kAntiSocial = R"(
申込みをする団体とその役員などは、次のことを誓約します。

1. 暴力団、暴力団員、暴力団員でなくなってから5年を経過しない者その他これに準ずる者に、現在も将来も該当しません。
2. これらの者に、経営を支配されたり、資金や便宜を提供したりしていません。
3. 自ら、または第三者を使って、暴力的な要求や不当な要求をしません。
4. 事務局がこの誓約を確かめるため、必要な範囲で県や警察に照会することに同意します。
5. 誓約に反することが分かったときは、入会の取消しや除名の措置を受けても異議を申し立てません。
)";

}  // namespace

const std::vector<ConsentText>& consent_texts() {
  static const std::vector<ConsentText> kTexts{
      {"rules", "consent_rules", "会員規約に同意します", "会員規約", "2024-04", kRules},
      {"privacy", "consent_privacy", "個人情報の取扱いに同意します", "個人情報の取扱い", "2024-04",
       kPrivacy},
      {"anti_social", "consent_anti_social", "暴力団の排除について誓約します",
       "暴力団の排除に関する誓約", "2024-04", kAntiSocial}};
  return kTexts;
}

const ConsentText* find_consent_text(std::string_view kind) {
  for (const ConsentText& text : consent_texts()) {
    if (text.kind == kind) return &text;
  }
  return nullptr;
}

std::string sha256_of(const ConsentText& text) {
  return sha256_hex(std::string(text.title) + "\n" + std::string(text.version) + "\n" +
                    std::string(text.markdown));
}

KeptText kept_of(const ConsentText& text) {
  return {sha256_of(text), std::string(text.kind), std::string(text.version),
          std::string(text.title), std::string(text.markdown)};
}

}  // namespace musubi::applications
