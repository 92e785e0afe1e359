// service_test.cc - what is found and what never is: drafts, what ended, files that only a secret
// link shows or that the scanner holds back; synonyms, mistyped words, facets; the index made anew.
#include "features/site_search/service.h"

#include <gmock/gmock.h>

#include <fstream>

#include "features/media/media.h"
#include "features/site_search/service_index.h"
#include "features/site_search/site_search.h"
#include "support/publishing.h"

namespace musubi::site_search {
namespace {

using publishing::ContentId;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;
namespace cast = test::cast;

constexpr db::Query kHoldBack{"test.hold_files_back", "UPDATE files SET state = 'infected'"};

class SiteSearch : public publishing::PublishingCase {
 protected:
  using Facets = std::vector<std::pair<std::string, std::string>>;
  Found found(const std::string& words, Facets facets = {}) {
    Asked asked;
    asked.words = words;
    asked.facets = std::move(facets);
    return find_pages(nobody(), asked);
  }
  std::vector<std::string> titles(const std::string& words, Facets facets = {}) {
    std::vector<std::string> out;
    const Found all = found(words, std::move(facets));
    for (const FoundRow& row : all.rows) out.push_back(row.title);
    EXPECT_EQ(static_cast<int>(out.size()), all.count) << words;
    return out;
  }
  // What the outbox does after a commit: reading files, collecting words.
  void deliver() {
    outbox::Handlers handlers;
    add_handlers(handlers);
    while (s_.deliver(handlers) > 0) {
    }
  }
  void end(const ContentId& id) {
    const auto done = publishing::end_content(manager(), step(id, "試験のため"));
    ASSERT_TRUE(done.has_value()) << done.error().says;
  }
  std::string synonym(const std::string& words) {
    const auto made = create_synonym(office(), {words, "", 0, ""});
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    return made.value_or("");
  }
  // A document in the library, ready to be named by an article.
  std::string document(const std::string& name, const std::string& bytes) {
    const std::string path = folder_.path() + "/upload";
    std::ofstream(path, std::ios::binary) << bytes;
    const auto made = media::add_file(office(), {path, name, "積算の資料", "", "", ""});
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    const std::string id = made ? made->id.text : "";
    s_.as(cast::secretariat)
        .post("/office/media/" + id, {{"version", "1"}, {"title", "積算の資料"},
                                      {"rights_holder", "事務局"}, {"people", "none"},
                                      {"focal_x", "50"}, {"focal_y", "50"}})
        .leads_to("/office/media/" + id);
    return id;
  }
  ContentId naming(const std::string& slug, const std::string& media) {
    const ContentId id = written("news", slug, "積算のお知らせ");
    const auto saved = publishing::save_draft(
        office(), edit(id, {{"body", "# はじめに\n\n[積算の資料](media:" + media + ")"}}));
    EXPECT_TRUE(saved.has_value()) << (saved ? "" : saved.error().says);
    return id;
  }

  test::TempFolder folder_;
};

TEST_F(SiteSearch, AnArticleIsFoundFromItsPublicationUntilItsEnd) {
  const ContentId id = written("news", "hojokin", "設備更新の補助金");
  EXPECT_THAT(titles("補助金"), IsEmpty());
  walk_to_public(id);
  EXPECT_THAT(titles("補助金"), ElementsAre("設備更新の補助金"));
  EXPECT_EQ(found("補助金").rows.at(0).path, "/news/hojokin");
  EXPECT_EQ(found("補助金").rows.at(0).kind, "お知らせ");
  end(id);
  EXPECT_THAT(titles("補助金"), IsEmpty());
  EXPECT_THAT(titles("設備"), IsEmpty());
}

TEST_F(SiteSearch, ADraftBesideAPublicVersionStaysHidden) {
  const ContentId id = published("news", "a", "会員の集い");
  ASSERT_TRUE(publishing::save_draft(office(), edit(id, {{"title", "極秘の計画"},
                                                         {"body", "# 題\n\n未発表の内容"}})));
  EXPECT_THAT(titles("極秘"), IsEmpty());
  EXPECT_THAT(titles("未発表"), IsEmpty());
  EXPECT_THAT(titles("集い"), ElementsAre("会員の集い"));
}

TEST_F(SiteSearch, AnAddressThatChangesLeadsThere) {
  const ContentId id = published("news", "old", "会員の集い");
  ASSERT_TRUE(publishing::change_settings(manager(), settings(id, "new")));
  const Found moved = found("集い");
  ASSERT_EQ(moved.rows.size(), 1U);
  EXPECT_EQ(moved.rows[0].path, "/news/new");
}

TEST_F(SiteSearch, OneCharacterWidthAndKanaFind) {
  published("news", "a", "サーバー更新のご案内");
  for (const char* words : {"サーバー", "さーばー", "ｻｰﾊﾞｰ", "更", "更新 案内", "ご案内", "バ"}) {
    EXPECT_THAT(titles(words), ElementsAre("サーバー更新のご案内")) << words;
  }
  EXPECT_THAT(titles("更新 会議"), IsEmpty());
}

TEST_F(SiteSearch, FieldsOfACaseAreFoundInWords) {
  published_case("zumen", "図面の検索を三分にした", "E");
  EXPECT_THAT(titles("株式会社架空精機"), ElementsAre("図面の検索を三分にした"));
  EXPECT_THAT(titles("製造業"), ElementsAre("図面の検索を三分にした"));
}

// Who reads Japanese with effort, or not at all, finds an article by the words written for them.
TEST_F(SiteSearch, WordsOfPlainJapaneseAndOfTheEnglishSummaryAreFound) {
  const ContentId id = written("news", "hiraku", "ホームページの刷新");
  ASSERT_TRUE(publishing::save_draft(
      office(),
      edit(id, {{"easy_title", "あたらしい おしらせ"},
                {"easy_body", "# なにが ありますか\n\n新《あたら》しい ページを 作《つく》りました。"},
                {"english_title", "Our renewed website"},
                {"english_body", "The consortium has redesigned its pages for every member."}})));
  EXPECT_THAT(titles("redesigned"), IsEmpty());
  walk_to_public(id);
  for (const char* words : {"作りました", "つく", "おしらせ", "なにが", "redesigned", "Renewed"}) {
    EXPECT_THAT(titles(words), ElementsAre("ホームページの刷新")) << words;
  }
  EXPECT_EQ(found("redesigned").rows.at(0).path, "/news/hiraku");
  EXPECT_THAT(found("redesigned").rows.at(0).snippet, HasSubstr("redesigned"));
  end(id);
  EXPECT_THAT(titles("redesigned"), IsEmpty());
}

TEST_F(SiteSearch, FacetsCountWhatIsThereAndNarrowIt) {
  published_case("a", "図面の事例", "E");
  published_case("b", "台帳の事例", "G");
  published("news", "c", "事例を募集します");
  const Found all = found("事例");
  EXPECT_EQ(all.count, 3);
  const auto group = [&](const Found& of, const std::string& name) -> const FacetGroup* {
    for (const FacetGroup& one : of.facets) {
      if (one.name == name) return &one;
    }
    return nullptr;
  };
  ASSERT_NE(group(all, "type"), nullptr);
  EXPECT_EQ(group(all, "type")->options.at(0).value, "dx_case");
  EXPECT_EQ(group(all, "type")->options.at(0).count, 2);
  EXPECT_EQ(group(all, "type")->options.at(0).label, "ＤＸ事例");
  EXPECT_THAT(titles("事例", {{"industry", "E"}}), ElementsAre("図面の事例"));
  EXPECT_THAT(titles("事例", {{"type", "dx_case"}}),
              UnorderedElementsAre("図面の事例", "台帳の事例"));
  // What else one could choose instead is still there, with its count.
  const Found narrowed = found("事例", {{"industry", "E"}});
  ASSERT_NE(group(narrowed, "industry"), nullptr);
  EXPECT_EQ(group(narrowed, "industry")->options.size(), 2U);
  const Found none = found("事例", {{"industry", "Z\" OR \"x"}});
  EXPECT_EQ(none.count, 0);
  EXPECT_EQ(none.without_facets, 3);
}

TEST_F(SiteSearch, SynonymsFindEachOtherUntilTheyAreTakenAway) {
  published("news", "a", "助成金の公募");
  EXPECT_THAT(titles("補助金"), IsEmpty());
  const std::string id = synonym("補助金\n助成金\n支援金");
  EXPECT_THAT(titles("補助金"), ElementsAre("助成金の公募"));
  EXPECT_THAT(titles("補助金公募"), IsEmpty());  // 助成金公募 stands nowhere as one word
  EXPECT_THAT(found("補助金").also, ElementsAre("助成金", "支援金"));
  EXPECT_THAT(found("助成金").also, UnorderedElementsAre("補助金", "支援金"));
  const auto group = load_synonym(office(), id);
  ASSERT_TRUE(group.has_value());
  ASSERT_TRUE(save_synonym(office(), id, {"補助金、支援金", "", group->version, ""}));
  EXPECT_THAT(titles("補助金"), IsEmpty());
  const auto stale = remove_synonym(office(), id, group->version);
  ASSERT_FALSE(stale.has_value());
  EXPECT_EQ(stale.error().fault, Fault::conflict);
  ASSERT_TRUE(remove_synonym(office(), id, group->version + 1));
  EXPECT_EQ(load_synonym(office(), id).error().fault, Fault::not_found);
}

TEST_F(SiteSearch, SynonymsAreRefusedWithTheWordThatIsWrong) {
  synonym("補助金\n助成金");
  struct Refused {
    const char *words, *says;
  };
  const Refused rows[] = {{"", "2つ以上"},
                          {"補助金", "2つ以上"},
                          {"セミナー\nｾﾐﾅｰ", "同じ言葉"},
                          {"。。\n講座", "使える文字がありません"},
                          {"支援金\n補助金", "ほかの組（「補助金」など）"},
                          {"a\nb\nc\nd\ne\nf\ng\nh\ni", "8語まで"}};
  for (const Refused& row : rows) {
    const auto made = create_synonym(office(), {row.words, "", 0, ""});
    ASSERT_FALSE(made.has_value()) << row.words;
    EXPECT_EQ(made.error().fields.at(0).field, "words");
    EXPECT_THAT(made.error().fields.at(0).says, HasSubstr(row.says)) << row.words;
  }
  for (const test::Person* person : {&cast::prefecture, &cast::auditor, &cast::member}) {
    EXPECT_EQ(create_synonym(s_.context_of(*person), {"甲\n乙", "", 0, ""}).error().fault,
              Fault::forbidden);
  }
}

TEST_F(SiteSearch, TheSameFormTwiceMakesOneGroup) {
  const SynonymInput input{"補助金\n助成金", "", 0, "form-1"};
  const auto first = create_synonym(office(), input);
  const auto again = create_synonym(office(), input);
  ASSERT_TRUE(first.has_value());
  ASSERT_TRUE(again.has_value()) << again.error().says;
  EXPECT_EQ(*first, *again);
  const auto groups = list_synonym_groups(office(), "", "");
  ASSERT_TRUE(groups.has_value());
  EXPECT_EQ(groups->rows.size(), 1U);
}

TEST_F(SiteSearch, AMistypedWordFindsWhatWasMeant) {
  const ContentId id = published("news", "a", "サーバー更新の手引き");
  deliver();
  for (const char* words : {"サバー", "サーパー", "サーバ更新", "サバー更新"}) {
    const Found all = found(words);
    EXPECT_EQ(all.count, 1) << words;
    EXPECT_THAT(all.corrected, HasSubstr("サーバ")) << words;
  }
  const Found corrected = found("サバー");
  EXPECT_EQ(corrected.corrected, "サーバー");
  EXPECT_EQ(corrected.count_as_typed, 0);
  EXPECT_EQ(found("サーバー").corrected, "");
  EXPECT_EQ(found("サーバ更新").corrected, "サーバ 更新");  // each is there, but not side by side
  EXPECT_EQ(found("\"サバー\"").corrected, "");  // a phrase is meant as it stands
  EXPECT_EQ(found("全然関係ない").count, 0);
  // Words of what ended are never offered.
  ASSERT_THAT(suggest(nobody(), "サー"), Not(IsEmpty()));
  end(id);
  EXPECT_EQ(found("サバー").corrected, "");
  EXPECT_EQ(found("サバー").count, 0);
  EXPECT_THAT(suggest(nobody(), "サー"), IsEmpty());
}

TEST_F(SiteSearch, SuggestionsBeginWithWhatIsTyped) {
  published("news", "a", "サーバー更新の手引き");
  written("news", "b", "サーカスの下書き");
  deliver();
  const auto offered = suggest(nobody(), "さー");
  ASSERT_EQ(offered.size(), 2U);
  EXPECT_EQ(offered[0].words, "サーバー");
  EXPECT_EQ(offered[0].path, "");
  EXPECT_EQ(offered[1].words, "サーバー更新の手引き");
  EXPECT_EQ(offered[1].path, "/news/a");
  EXPECT_THAT(suggest(nobody(), ""), IsEmpty());
  EXPECT_THAT(suggest(nobody(), "\" OR \""), IsEmpty());
}

TEST_F(SiteSearch, WordsInsideAFileAreFoundWhileSomethingPublicNamesIt) {
  const std::string file = document("積算.txt", "配管の積算単価\n溶接の手順\n");
  deliver();
  EXPECT_THAT(titles("溶接"), IsEmpty());
  const ContentId id = naming("sekisan", file);
  ASSERT_TRUE(publishing::make_preview(office(), id));
  EXPECT_THAT(titles("溶接"), IsEmpty()) << "who holds a secret link reads it, nobody finds it";
  walk_to_public(id);
  EXPECT_THAT(titles("溶接"), ElementsAre("積算の資料"));
  const Found all = found("溶接");
  EXPECT_EQ(all.rows.at(0).path, "/media/" + file + "/original");
  EXPECT_EQ(all.rows.at(0).format, "TXT");
  EXPECT_THAT(all.rows.at(0).snippet, HasSubstr("溶接の手順"));
  EXPECT_THAT(titles("溶接", {{"type", "file"}}), ElementsAre("積算の資料"));
  end(id);
  EXPECT_THAT(titles("溶接"), IsEmpty());
}

TEST_F(SiteSearch, AFileThatTheScannerHoldsBackIsNotFoundAnyMore) {
  const ContentId id = naming("sekisan", document("積算.txt", "溶接の手順"));
  walk_to_public(id);
  deliver();
  ASSERT_THAT(titles("溶接"), ElementsAre("積算の資料"));
  ASSERT_THAT(suggest(nobody(), "溶接"), Not(IsEmpty()));
  ASSERT_TRUE(s_.db().write([](db::Tx& tx) { return tx.run(kHoldBack); }));
  EXPECT_THAT(titles("溶接"), IsEmpty());
  EXPECT_THAT(suggest(nobody(), "溶接"), IsEmpty());
}

TEST_F(SiteSearch, AFileThatCannotBeReadSaysWhyAndIsFoundByItsTitle) {
  const std::string file = document("壊れた.pdf", "%PDF-1.4\nnonsense");
  walk_to_public(naming("kowareta", file));
  deliver();
  EXPECT_THAT(titles("積算の資料"), Contains("積算の資料"));
  const auto lines = list_file_lines(office(), "unreadable", "");
  ASSERT_TRUE(lines.has_value());
  ASSERT_EQ(lines->rows.size(), 1U);
  EXPECT_THAT(lines->rows[0].text.trouble, HasSubstr("ください"));
  ASSERT_TRUE(read_file_again(office(), file));
  EXPECT_EQ(list_file_lines(office(), "waiting", "")->rows.size(), 1U);
  deliver();
  EXPECT_EQ(list_file_lines(office(), "unreadable", "")->rows.size(), 1U);
  EXPECT_EQ(read_file_again(s_.context_of(cast::auditor), file).error().fault, Fault::forbidden);
}

TEST_F(SiteSearch, ARebuildAndTheJobOfTheNightFindTheSame) {
  published("news", "a", "会員の集い");
  const std::string file = document("積算.txt", "溶接の手順");
  walk_to_public(naming("sekisan", file));
  deliver();
  const auto rebuilt = search::rebuild(s_.db(), search_feeders());
  ASSERT_TRUE(rebuilt.has_value());
  EXPECT_EQ(*rebuilt, 3);  // two articles and a file
  EXPECT_THAT(titles("集い"), ElementsAre("会員の集い"));
  EXPECT_THAT(titles("溶接"), ElementsAre("積算の資料"));
  ASSERT_TRUE(search::rebuild(s_.db(), {}));
  ASSERT_THAT(titles("集い"), IsEmpty());
  const OpenPage about{"/about", "コンソーシアムとは", "", "産学官の集まり", {}};
  ASSERT_TRUE(catch_up(s_.system_context(), {about}));
  EXPECT_THAT(titles("集い"), ElementsAre("会員の集い"));
  EXPECT_THAT(titles("溶接"), ElementsAre("積算の資料"));
  EXPECT_EQ(found("産学官").rows.at(0).path, "/about");
  ASSERT_TRUE(catch_up(s_.system_context(), {}));
  EXPECT_THAT(titles("産学官"), IsEmpty());
}

TEST_F(SiteSearch, NothingFoundIsHelpedOn) {
  published("news", "a", "会員の集い");
  const Found none = found("会員 養殖");
  EXPECT_EQ(none.count, 0);
  EXPECT_THAT(none.alone, ElementsAre(std::pair<std::string, int>("会員", 1),
                                      std::pair<std::string, int>("養殖", 0)));
  EXPECT_THAT(found("養殖").alone, IsEmpty());
}

// Neither an operator nor a label of the index can be typed: none of these finds the article, and
// the words beside a minus are words that it must not have. (Behind a lone minus a word is offered
// all the same.)
TEST_F(SiteSearch, WhateverIsTypedIsHarmless) {
  published("news", "a", "会員の集い");
  synonym("会員\nメンバー");
  for (const char* words : {"\"", "'; DROP TABLE", "(((", "labels : x", "\x1d=site", "=site", "*",
                            "%", "－会員", "会員 -集い", "\xff"}) {
    EXPECT_EQ(found(words).count, 0) << words;
    if (words == std::string("－会員")) continue;
    EXPECT_THAT(suggest(nobody(), words), IsEmpty()) << words;
  }
  EXPECT_THAT(titles("会員 -養殖"), ElementsAre("会員の集い"));
  EXPECT_THAT(titles("メンバー"), ElementsAre("会員の集い"));
}

}  // namespace
}  // namespace musubi::site_search
