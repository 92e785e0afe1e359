// demo_texts.cc - news of the demo's site in 令和６年度, and a consultation: invented, and such as a
// consortium needs. Texts only; how they came to their states is told in demo.cc.
#include "features/publishing/demo_texts.h"

namespace musubi::publishing {
namespace {

constexpr const char* kOpening =
    "# 何が読めるか\n\n"
    "会員の取組みを紹介するＤＸ事例、催しの案内、募集のお知らせを、このホームページで続けて"
    "お伝えします。\n\n"
    "# 使いにくいところがあったら\n\n"
    "読みにくいところ、探しにくいところがありましたら、[使い方と相談](/help)のページからお知らせ"
    "ください。\n";
constexpr const char* kSeminar =
    "# 内容\n\n"
    "日報、勤怠、受発注など、紙で行っている仕事を1つ選び、どこから変えるかを参加者どうしで"
    "話し合います。専門の言葉は使いません。\n\n"
    "# 日時と会場\n\n"
    "| 項目 | 内容 |\n|---|---|\n"
    "| 日時 | 令和6年11月14日（木曜日）14時から16時まで |\n"
    "| 会場 | 架空会館2階（オンラインでも参加できます） |\n"
    "| 定員 | 会場30人 |\n"
    "| 費用 | 無料 |\n\n"
    "# 申込み\n\n"
    "会員の方は、事務局からのメールに返信してください。会員でない方は、"
    "[入会の案内](/join)をご覧ください。\n";
constexpr const char* kSurvey =
    "# お願い\n\n"
    "県内の企業・団体のデジタル化の様子を伺う調査を、12月に行います。調査票が届いた団体の"
    "皆さまは、ご協力をお願いします。\n\n"
    ":::callout 調査をかたる電話にご注意ください\n"
    "事務局が電話で口座やパスワードを尋ねることはありません。\n"
    ":::\n";
constexpr const char* kHoliday =
    "# 休みの間\n\n"
    "令和6年12月28日（土曜日）から令和7年1月5日（日曜日）まで、事務局はお休みをいただきます。"
    "お問合せには、1月6日（月曜日）から順にお答えします。ホームページは休みの間もご覧いただけます。\n";
constexpr const char* kSummer =
    "# 終わりました\n\n"
    "8月のＤＸ相談会は、3つの会場で終わりました。ご参加ありがとうございました。\n";
constexpr const char* kSupport =
    "# だれが使えるか\n\n"
    "県内に事業所のある中小企業の方が対象です。くわしい条件は、説明会でお伝えします。\n\n"
    "# 説明会\n\n"
    "令和6年11月6日（水曜日）にオンラインで開きます。\n";
constexpr const char* kReport =
    "# 集まりの様子\n\n"
    "第4回の集まりには、12の団体が参加しました。気象の記録と売上げの増減を重ねる方法を、実際に"
    "試しました。\n";
constexpr const char* kConsultation =
    "# 相談できること\n\n"
    "何から始めればよいか分からない、という段階から相談できます。1団体40分です。\n";
constexpr const char* kDraftCall =
    "# 募集の中身\n\n"
    "日　時：令和6年12月上旬\n\n"
    "くわしくは[こちら](/help)をご覧ください。\n";

constexpr const char* kSeminarTitleEasy = "しごとを デジタルに する こうざ";
constexpr const char* kSeminarEasy =
    "# どんな 講座《こうざ》ですか\n\n"
    "紙《かみ》で している 仕事《しごと》を、コンピューターで する 方法《ほうほう》を 学《まな》びます。"
    "むずかしい ことばは 使《つか》いません。お金《かね》は かかりません。\n\n"
    "# いつ、どこで ありますか\n\n"
    "- 令和《れいわ》6年《ねん》11月《がつ》｜14日《じゅうよっか》（木曜日《もくようび》）の 14時《じ》から 16時《じ》までです。\n"
    "- 架空会館《かくうかいかん》の 2階《かい》です。家《いえ》から オンラインでも 参加《さんか》できます。\n";
constexpr const char* kSeminarTitleEnglish = "A first course on moving paper work to digital tools";
constexpr const char* kSeminarEnglish =
    "Bring one piece of work that you still do on paper, such as daily reports, attendance or"
    " orders. Together with other participants you will find out where to begin. No technical"
    " terms are used, and the course is free of charge.\n\n"
    "- Date: Thursday, 14 November 2024, from 14:00 to 16:00 (in Japanese)\n"
    "- Place: Kaku Hall, second floor, or online\n";

const DemoArticle kArticles[] = {
    {"news", "hiraku", "ホームページを新しくしました",
     "令和6年度のコンソーシアムのホームページを開きました。", kOpening,
     {{"category", "notice"}}, "2024-04-15"},
    {"news", "soudankai-r6-08", "8月のＤＸ相談会を終えました",
     "3つの会場で開いた相談会の結びです。", kSummer, {{"category", "event"}}, "2024-09-02",
     "ended"},
    {"news", "seminar-r6-11", "デジタル化の進め方を学ぶ入門講座を開きます",
     "紙の仕事を1つ選び、どこから変えるかを話し合う講座です。", kSeminar,
     {{"category", "event"}, {"easy_title", kSeminarTitleEasy}, {"easy_body", kSeminarEasy},
      {"english_title", kSeminarTitleEnglish}, {"english_body", kSeminarEnglish}},
     "2024-10-15"},
    {"news", "shien-r6-11", "設備の導入を支える県の支援策の説明会",
     "中小企業の設備の導入を支える支援策の説明会を開きます。", kSupport,
     {{"category", "support"}}, "2024-10-21"},
    {"news", "chousa-r6", "デジタル化の調査へのご協力のお願い",
     "12月に行う調査へのご協力をお願いします。", kSurvey, {{"category", "notice"}},
     "2024-11-01", "scheduled"},
    {"news", "kyuugyou-r6", "年末年始の事務局のお休み",
     "年末年始のお休みの期間をお知らせします。", kHoliday, {{"category", "notice"}},
     "2024-10-25", "approved"},
    {"news", "data-community-4", "データ活用コミュニティの第4回を開きました",
     "気象の記録と売上げの増減を重ねました。", kReport, {{"category", "data"}}, "2024-10-28",
     "review"},
    {"news", "jirei-boshuu", "事例発表会で話してくださる方を募集します",
     "12月の事例発表会で、取組みを話してくださる会員を募集します。", kDraftCall,
     {{"category", "event"}}, "2024-10-28", "draft"},
    {"event", "soudankai-r6-10", "ＤＸ相談会（阿蘇会場）",
     "何から始めるかを、その場で一緒に考える相談会です。", kConsultation,
     {{"organiser_kind", "consortium"}, {"organiser", "くまもとＤＸ推進コンソーシアム"},
      {"starts_on", "2024-10-30"}, {"hours", "13時から16時まで"}, {"place", "架空会館 阿蘇分館"},
      {"municipality_code", "432148"}, {"capacity", "12"}, {"fee", "無料"},
      {"application", "事務局に電話でお申し込みください。"}, {"contact", "事務局 096-000-0100"}},
     "2024-10-10"},
};

}  // namespace

std::span<const DemoArticle> demo_articles() { return kArticles; }

}  // namespace musubi::publishing
