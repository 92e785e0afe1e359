// demo_events.cc - the events of 令和６年度 in the demo: the forum, seminars, meetings of the data
// community, and what members asked to be listed. Invented; how they are published is in demo.cc.
#include <utility>

#include "features/publishing/demo_texts.h"

namespace musubi::publishing {
namespace {

constexpr const char* kOffice = "くまもとＤＸ推進コンソーシアム事務局";
constexpr const char* kOfficeContact = "事務局 096-000-0100";
constexpr const char* kByPlatform =
    "会員の方は、事務局からのメールに返信してください。会員でない方は、入会の案内をご覧ください。";
constexpr const char* kHall = "磯環カンファレンスルーム（架空）";
constexpr const char* kHallAddress = "熊本市中央区架空町4丁目5-6";

struct DemoEvent {
  const char* slug;
  const char* title;
  const char* kana;
  const char* lead;
  const char* body;
  const char* kind;
  const char* organiser;
  const char* starts_on;
  const char* hours;
  const char* place;
  const char* address;
  const char* town;
  const char* capacity;
  const char* application;
  const char* apply_until_on;
  const char* contact;
  const char* on;
  const char* state = "published";
  std::vector<std::pair<const char*, const char*>> for_others = {};  // やさしい日本語, English
};

constexpr const char* kForum =
    "# 当日の内容\n\n"
    "1. 基調講演：現場の困りごとから始めるデータの活用\n"
    "2. 会員3団体の実践報告：うまくいかなかったことも含めて\n"
    "3. 業種をこえて話し合うパネルディスカッション\n"
    "4. 会員の製品とサービスの展示\n\n"
    "展示は12時15分からご覧いただけます。手話通訳と要約筆記があります。\n";
constexpr const char* kForumEasy =
    "# どんな 集《あつ》まりですか\n\n"
    "仕事《しごと》や 暮《く》らしを デジタルで よくする 話《はなし》を 聞《き》く 集《あつ》まりです。"
    "だれでも 参加《さんか》できます。お金《かね》は かかりません。\n\n"
    "# いつ、どこで ありますか\n\n"
    "- 令和《れいわ》6年《ねん》11月《がつ》｜8日《ようか》（金曜日《きんようび》）です。\n"
    "- 13時《じ》から 17時《じ》までです。\n"
    "- 凪穂《なぎほ》ホールです。家《いえ》から オンラインでも 見《み》ることが できます。\n\n"
    "# どうやって 申《もう》し込《こ》みますか\n\n"
    "11月《がつ》｜6日《むいか》までに、事務局《じむきょく》へ 電話《でんわ》か メールを ください。\n";
constexpr const char* kForumEnglish =
    "A free public event about digital work in companies, on farms, in care and in local"
    " government. Everybody is welcome; you need not be a member.\n\n"
    "- Date: Friday, 8 November 2024, from 13:00 to 17:00 (in Japanese, with sign language and"
    " written interpretation)\n"
    "- Place: Nagiho Hall (fictional), 1-2-3 Kaku-machi, Chuo-ku, Kumamoto City; up to 300 people"
    " can also take part online\n"
    "- Programme: a keynote, reports of three members and a panel discussion; the exhibition opens"
    " at 12:15\n"
    "- Registration: by telephone or mail to the secretariat, by 6 November\n";
constexpr const char* kFirstStep =
    "# 内容\n\n紙の受付票や手書きの日報を、身近な道具で置き換えた3つの団体の話を聞き、受講の翌日から試せる"
    "手順書を持ち帰ります。\n";
constexpr const char* kInventory =
    "# 内容\n\n自分の仕事を書き出し、むだと重なりを見つけます。業種の近い人どうしで班を組み、互いの案を"
    "持ち帰ります。\n";
constexpr const char* kIdeathon =
    "# 内容\n\n「人手不足」を共通の題材に、公開されているデータと現場の知恵を組み合わせて、解決の案を"
    "考えます。\n";
constexpr const char* kCaseTalks =
    "# 内容\n\n建設、介護、小売の担当者が、始める前の困りごと、選んだ理由、失敗したことを話します。後半は"
    "個別に相談できます。\n";
constexpr const char* kSharing =
    "# 内容\n\n今年度の取組みを発表し合い、来年度に一緒に取り組みたいことを話し合います。\n";
constexpr const char* kKickoff =
    "# 内容\n\n公開されているデータとは何か、参加する団体がいま困っていることを持ち寄ります。\n";
constexpr const char* kTidyData =
    "# 内容\n\n自分の団体のデータを、ほかの人と一緒に使える形に整える方法を学びます。\n";
constexpr const char* kPlatform =
    "# 内容\n\n地域のデータをつなぐ仕組みを見学し、どう使えるかを話し合います。\n";
constexpr const char* kTraffic =
    "# 内容\n\n渋滞、災害、観光のデータを使い、地域の困りごとを考えます。\n";
constexpr const char* kResults =
    "# 内容\n\n1年間に試したことをまとめ、県の事業への提案と来年度の計画を話し合います。\n";
constexpr const char* kListed =
    "# このイベントについて\n\n会員から掲載の依頼があったイベントです。くわしいことは、主催者に"
    "お問い合わせください。\n";

const DemoEvent kEvents[] = {
    {"hajime-no-ippo", "はじめの一歩セミナー：明日から使える業務デジタル化", "ハジメノイッポセミナー",
     "紙の仕事を身近な道具で置き換えた3つの団体の話を聞きます。", kFirstStep, "consortium", kOffice,
     "2024-06-27", "14時から16時30分まで", kHall, kHallAddress, "431001", "30", kByPlatform,
     "2024-06-25", kOfficeContact, "2024-05-13"},
    {"data-community-1", "データ活用コミュニティ第1回定例会", "データカツヨウコミュニティダイイッカイ",
     "参加する団体の困りごとを持ち寄る、はじめの集まりです。", kKickoff, "consortium", kOffice,
     "2024-07-18", "14時から16時30分まで", kHall, kHallAddress, "431001", "30", kByPlatform,
     "2024-07-15", kOfficeContact, "2024-06-24"},
    {"taikenkai-yatsushiro", "県内ＩＴ企業合同の業務改善ツール体験会",
     "ケンナイアイティーキギョウゴウドウノギョウムカイゼンツールタイケンカイ",
     "業務を楽にする道具を、その場で試せる体験会です。", kListed, "member",
     "一般社団法人灯湊デジタル振興会", "2024-07-25", "13時30分から16時まで", "灯湊会館（架空）",
     "八代市架空町1-1", "432024", "40", "主催者にメールでお申し込みください。", "2024-07-25",
     "灯湊デジタル振興会 096-000-0210", "2024-07-01"},
    {"tanaoroshi-amakusa", "業務の棚卸しワークショップ（天草会場）",
     "ギョウムノタナオロシワークショップアマクサ", "自分の仕事を書き出し、むだを見つけるワークショップです。",
     kInventory, "consortium", kOffice, "2024-08-29", "14時から17時まで", "天草の凪会議室（架空）",
     "天草市架空町2丁目1-1", "432156", "30", kByPlatform, "2024-08-27", kOfficeContact,
     "2024-07-15"},
    {"data-community-2", "データ活用コミュニティ第2回定例会と勉強会",
     "データカツヨウコミュニティダイニカイ", "自分の団体のデータの整え方を学びます。", kTidyData,
     "consortium", kOffice, "2024-09-12", "14時から16時30分まで", kHall, kHallAddress, "431001",
     "30", kByPlatform, "2024-09-09", kOfficeContact, "2024-08-19"},
    {"ideathon-r6", "地域課題アイデアソン：人手不足にデータで挑む", "チイキカダイアイデアソン",
     "公開データと現場の知恵を組み合わせて、解決の案を考えます。", kIdeathon, "consortium", kOffice,
     "2024-09-26", "14時から17時まで", kHall, kHallAddress, "431001", "30", kByPlatform,
     "2024-09-24", kOfficeContact, "2024-08-12"},
    {"nougyou-data", "農業データ入門講座", "ノウギョウデータニュウモンコウザ",
     "畑の記録をデータにする、はじめの講座です。", kListed, "member", "株式会社翠穂アグリ",
     "2024-10-03", "13時30分から16時まで", "翠穂農園研修室（架空）", "菊池市架空町2-2", "432105", "40",
     "主催者にメールでお申し込みください。", "2024-10-03", "翠穂アグリ 096-000-0220", "2024-09-09"},
    {"data-community-3", "データ活用コミュニティ第3回定例会", "データカツヨウコミュニティダイサンカイ",
     "地域のデータをつなぐ仕組みを見学します。", kPlatform, "consortium", kOffice, "2024-10-24",
     "14時から16時30分まで", kHall, kHallAddress, "431001", "30", kByPlatform, "2024-10-21",
     kOfficeContact, "2024-09-30"},
    {"forum-2024", "くまもとＤＸフォーラム2024：つながるデータ、動きだす現場",
     "クマモトディーエックスフォーラムニセンニジュウヨン",
     "県民の皆さまと県内の企業・団体が、デジタル化の取組みを身近に感じる公開の催しです。", kForum,
     "consortium", kOffice, "2024-11-08", "13時から17時まで", "凪穂ホール（架空）",
     "熊本市中央区架空町1丁目2-3", "431001", "200",
     "事務局に電話かメールでお申し込みください。オンラインでは300人まで参加できます。", "2024-11-06",
     kOfficeContact, "2024-09-24", "published",
     {{"easy_title", "くまもと ディーエックス フォーラム 2024"},
      {"easy_body", kForumEasy},
      {"english_title", "Kumamoto DX Forum 2024: linked data, workplaces on the move"},
      {"english_body", kForumEnglish}}},
    {"jirei-soudan", "導入事例と個別相談会：建設・介護・小売", "ドウニュウジレイトコベツソウダンカイ",
     "3つの業種の担当者の話を聞き、個別に相談できます。", kCaseTalks, "consortium", kOffice, "2024-11-21",
     "14時から16時30分まで", kHall, kHallAddress, "431001", "30", kByPlatform, "2024-11-19",
     kOfficeContact, "2024-10-07"},
    {"data-community-4", "データ活用コミュニティ第4回定例会", "データカツヨウコミュニティダイヨンカイ",
     "渋滞、災害、観光のデータで地域の困りごとを考えます。", kTraffic, "consortium", kOffice,
     "2024-12-05", "14時から16時30分まで", kHall, kHallAddress, "431001", "30", kByPlatform,
     "2024-12-02", kOfficeContact, "2024-10-24"},
    {"kensetsu-ict", "建設ＩＣＴ現場見学会", "ケンセツアイシーティーゲンバケンガクカイ",
     "測量と施工にデータを使う現場を見学します。", kListed, "member", "株式会社葦槻建設", "2024-12-12",
     "13時30分から16時まで", "葦槻建設の施工現場（架空）", "宇城市架空町3-3", "432130", "40",
     "主催者にメールでお申し込みください。", "2024-12-12", "葦槻建設 096-000-0230", "2024-10-25"},
    {"seika-hitoyoshi", "成果の共有と会員交流会（人吉会場）", "セイカノキョウユウトカイインコウリュウカイ",
     "今年度の取組みを発表し合い、来年度を話し合います。", kSharing, "consortium", kOffice,
     "2025-01-30", "14時から16時30分まで", "人吉の雫会議室（架空）", "人吉市架空町3丁目2-1", "432032",
     "30", kByPlatform, "2025-01-28", kOfficeContact, "2024-12-16", "scheduled"},
    {"data-community-5", "データ活用コミュニティ第5回定例会（成果報告）",
     "データカツヨウコミュニティダイゴカイ", "1年間に試したことをまとめ、来年度の計画を話し合います。",
     kResults, "consortium", kOffice, "2025-02-06", "14時から16時30分まで", kHall, kHallAddress,
     "431001", "30", kByPlatform, "2025-02-03", kOfficeContact, "2024-10-28", "review"},
    {"kaigo-kiroku", "介護記録ソフトの使い方交流会", "カイゴキロクソフトノツカイカタコウリュウカイ",
     "介護の記録を残す道具の使い方を、教え合う集まりです。", kListed, "member", "合同会社雫環ケアサービス",
     "2025-02-19", "13時30分から16時まで", "雫環ケアセンター（架空）", "荒尾市架空町4-4", "432041",
     "40", "主催者にメールでお申し込みください。", "2025-02-19", "雫環ケアサービス 096-000-0240",
     "2024-10-28", "draft"},
};

}  // namespace

std::vector<DemoArticle> demo_events() {
  std::vector<DemoArticle> out;
  for (const DemoEvent& e : kEvents) {
    DemoArticle one{"event", e.slug, e.title, e.lead, e.body,
                    {{"name_kana", e.kana}, {"organiser_kind", e.kind}, {"organiser", e.organiser},
                     {"starts_on", e.starts_on}, {"hours", e.hours}, {"place", e.place},
                     {"address", e.address}, {"municipality_code", e.town},
                     {"capacity", e.capacity}, {"fee", "無料"}, {"application", e.application},
                     {"apply_until_on", e.apply_until_on}, {"contact", e.contact}},
                    e.on, e.state};
    one.fields.insert(one.fields.end(), e.for_others.begin(), e.for_others.end());
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace musubi::publishing
