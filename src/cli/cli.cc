// cli.cc - the command line of `musubi`: every command, option and help text in one place.
// Parsing only: a command's work is in its own file. The one boundary where exceptions of a
// command end; each becomes a sentence and an exit code.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/sbom.h"

namespace musubi::cli {
namespace {

constexpr const char* kExitCodes =
    "終了コード: 0 成功  1 失敗（doctor では異常あり）  2 使い方の誤り\n"
    "            3 入力やデータの状態により受け付けられない  4 必要なものが使えない\n"
    "詳しくは docs/operating.md をご覧ください。";

// How many terminal cells a UTF-8 text takes: East Asian characters two, ASCII one.
std::size_t cells(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) ++count;
    if (byte >= 0xC0) count += 2;
  }
  return count;
}

// CLI11 pads by bytes and names things in English; help is Japanese and lines up.
class HelpText : public CLI::Formatter {
 public:
  std::string make_group(std::string group, bool is_positional,
                         std::vector<const CLI::Option*> options) const override {
    if (group == "Options") group = "オプション";
    if (group == "Positionals") group = "引数";
    return CLI::Formatter::make_group(group, is_positional, options);
  }
  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    std::string left = "  " + make_option_name(option, is_positional);
    const std::string type = option->get_type_name();
    if (!type.empty() && !is_positional) left += " " + type.substr(0, type.find(':'));
    if (option->get_required()) left += "（必須）";
    return line(left, option->get_description());
  }
  std::string make_subcommand(const CLI::App* command) const override {
    return line("  " + command->get_name(), command->get_description());
  }

 private:
  static std::string line(std::string left, const std::string& right) {
    constexpr std::size_t kLeftCells = 28;
    if (cells(left) + 2 > kLeftCells) {
      left += "\n" + std::string(kLeftCells, ' ');
    } else {
      left += std::string(kLeftCells - cells(left), ' ');
    }
    return left + right + "\n";
  }
};

const CLI::Validator kPort(
    [](std::string& typed) -> std::string {
      const bool digits = !typed.empty() && typed.size() <= 5 &&
                          typed.find_first_not_of("0123456789") == std::string::npos;
      if (digits && std::stoi(typed) >= 1 && std::stoi(typed) <= 65535) return "";
      return "1 から 65535 までの数字を書いてください（いま「" + typed + "」です）";
    },
    "");
const CLI::Validator kFile(
    [](std::string& typed) -> std::string {
      std::error_code none;
      if (std::filesystem::is_regular_file(typed, none)) return "";
      return "ファイル「" + typed + "」が見つかりません";
    },
    "");

// As the bill of materials says it: one number for both.
std::string program_version() {
  const Json bill = Json::parse(sbom_json());
  return bill.at("metadata").at("component").at("version").get<std::string>();
}

// A parsed command: run after parsing, outside of CLI11's callbacks.
using Work = std::function<int()>;

class Commands {
 public:
  explicit Commands(const Product& product) : product_(product) { build(); }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::CallForVersion&) {
      say("musubi " + program_version());
      return kOk;
    } catch (const CLI::CallForHelp&) {
      say(help());
      return kOk;
    } catch (const CLI::CallForAllHelp&) {
      say(help());
      return kOk;
    } catch (const CLI::ParseError& wrong) {
      return wrong_usage(wrong);
    }
    if (!work_) {
      say(help());
      return kUsage;
    }
    return work_();
  }

 private:
  void build() {
    app_.name("musubi");
    app_.description("Musubi: コンソーシアム事務局のためのプログラム");
    app_.set_help_flag("-h,--help", "この説明を表示します");
    app_.set_version_flag("--version", "", "このプログラムの版を表示します");
    auto help_text = std::make_shared<HelpText>();
    help_text->label("Usage", "使い方");
    help_text->label("OPTIONS", "オプション");
    help_text->label("SUBCOMMAND", "コマンド");
    app_.formatter(help_text);
    app_.footer(kExitCodes);
    add_serve();
    add_upkeep();
    add_user();
    add_doctor();
    add_import();
    add_check();
  }

  // A command with the options that all have.
  CLI::App* command(CLI::App& parent, const std::string& name, const std::string& description,
                    bool json, Work work) {
    CLI::App* made = parent.add_subcommand(name, description)->group("コマンド");
    made->footer(kExitCodes);
    made->add_option("--data", choices_.data, "データを置くフォルダ")->type_name("フォルダ");
    made->add_option("--config", choices_.config_file,
                     "設定ファイル（既定: データフォルダの musubi.toml があればそれ）")
        ->type_name("ファイル");
    if (json) made->add_flag("--json", choices_.json, "結果を JSON で標準出力に書きます");
    made->callback([this, work = std::move(work)] { work_ = work; });
    return made;
  }

  CLI::App* group(const std::string& name, const std::string& description) {
    CLI::App* made = app_.add_subcommand(name, description)->group("コマンド");
    made->require_subcommand(1);
    made->footer(kExitCodes);
    return made;
  }

  void add_serve() {
    CLI::App* c = command(app_, "serve", "サーバーを動かします（Ctrl+C か SIGTERM で止まります）",
                          false, [this] { return serve(product_, choices_, serve_); });
    c->add_option("--host", serve_.host, "待ち受けるアドレス")->type_name("アドレス");
    c->add_option("--port", serve_.port, "待ち受けるポート（1〜65535）")
        ->check(kPort)
        ->type_name("番号");
    c->add_option("--admin-port", serve_.admin_port, "計測値（/metrics）を出すポート")
        ->check(kPort)
        ->type_name("番号");
  }

  void add_upkeep() {
    command(app_, "demo", "架空のコンソーシアムを、空のデータフォルダに読み込みます", true,
            [this] { return demo(product_, choices_); });
    command(app_, "migrate", "データベースを、このプログラムに合う形に整えます", true,
            [this] { return migrate(choices_); });
    CLI::App* search = group("search", "検索の索引を扱います");
    command(*search, "rebuild", "検索の索引をデータから作り直します", true,
            [this] { return rebuild_search(product_, choices_); });
    add_outputs();
    CLI::App* config = app_.add_subcommand("config", "設定ファイルを確かめます");
    config->group("コマンド");
    CLI::App* check = command(*config, "check", "設定ファイルと環境変数に誤りがないか調べます", true,
                              [this] { return check_config(choices_); });
    (void)check;
    config->footer(kExitCodes);
    config->add_flag("--example", example_, "すべての項目に説明を付けた見本を表示します");
    config->callback([this, config] {
      if (example_) {
        work_ = [] { return print_example_config(); };
      } else if (config->get_subcommands().empty()) {
        throw CLI::RequiredError("--example または check");
      }
    });
  }

  // What leaves the system as files.
  void add_outputs() {
    CLI::App* report = group("report", "県への報告書を作ります");
    CLI::App* members = command(*report, "members",
                                "会員報告書を PDF・XLSX・CSV（UTF-8 と Shift_JIS）で書き出します", true,
                                [this] { return report_members(choices_, report_); });
    members->add_option("--as-of", report_.as_of, "基準日（2024-09-30、令和6年9月30日）")
        ->required()
        ->type_name("日付");
    members->add_option("--out", report_.out, "書き出すフォルダ")->required()->type_name("フォルダ");
    CLI::App* site = command(*report, "site",
                             "月次ログ報告書を PDF・XLSX・CSV（UTF-8 と Shift_JIS）で書き出します", true,
                             [this] { return report_site(choices_, site_report_); });
    site->add_option("--month", site_report_.month, "対象の月（2024-07）")
        ->required()
        ->type_name("月");
    site->add_option("--out", site_report_.out, "書き出すフォルダ")->required()->type_name("フォルダ");
    add_export();
  }

  // Of the members, as it always was; of the site by a word of its own.
  void add_export() {
    CLI::App* members = command(app_, "export", "会員名簿を、目的を添えてファイルに書き出します", true,
                                [this] { return export_members(choices_, export_options_); });
    members->add_option("file", export_options_.file, "書き出すファイル（.xlsx か .csv、必須）")
        ->type_name("ファイル");
    members->add_option("--purpose", export_options_.purpose,
                        "何のために使うか（必須。記録に残ります）")->type_name("文");
    members->add_flag("--cp932", export_options_.cp932, "CSV を Shift_JIS（CP932）で書きます");
    members->add_flag("--replace", export_options_.replace,
                      "--cp932 で書けない文字を「〓」に置き換えます");
    CLI::App* site = command(*members, "site",
                             "公開サイト全体を、ふつうのウェブサーバーに置ける静的なHTMLで書き出します", true,
                             [this] { return export_site(product_, choices_, site_export_); });
    site->add_option("--out", site_export_.out, "書き出す空のフォルダか、.zip のファイル")
        ->required()
        ->type_name("場所");
    members->callback([this, members] {
      if (!members->get_subcommands().empty()) return;
      if (export_options_.file.empty()) throw CLI::RequiredError("file");
      if (export_options_.purpose.empty()) throw CLI::RequiredError("--purpose");
      work_ = [this] { return export_members(choices_, export_options_); };
    });
  }

  void add_user() {
    CLI::App* user = group("user", "アカウントを作る、作り直す、一覧する");
    CLI::App* create = command(*user, "create", "アカウントを作り、招待のリンクを表示します", true,
                               [this] { return create_user(choices_, user_); });
    create->add_option("login", user_.login, "メールアドレス")->required()->type_name("アドレス");
    create->add_option("--name", user_.name, "氏名")->required()->type_name("氏名");
    create->add_option("--role", user_.role, "役割（secretariat_manager など）")
        ->required()
        ->type_name("役割");
    create->add_option("--organisation", user_.organisation, "会員の役割のとき、団体の ID")
        ->type_name("ID");
    create->add_flag("--password-stdin", user_.password_from_input,
                     "招待せず、標準入力の1行目をパスワードにします");
    origin_option(create);
    CLI::App* reset = command(*user, "reset", "パスワードと認証アプリを無効にし、再設定のリンクを表示します",
                              true, [this] { return reset_user(choices_, user_); });
    reset->add_option("login", user_.login, "メールアドレス")->required()->type_name("アドレス");
    origin_option(reset);
    CLI::App* list = command(*user, "list", "アカウントの一覧を表示します", true,
                             [this] { return list_users(choices_, user_); });
    list->add_option("words", user_.words, "メールアドレスか氏名の一部")->type_name("語");
    CLI::App* first = command(*user, "first-link", "最初の管理者を作るための、一度だけ使えるリンクを表示します",
                              true, [this] { return first_link(choices_, user_); });
    origin_option(first);
  }

  void origin_option(CLI::App* c) {
    c->add_option("--origin", user_.origin, "リンクの先頭（既定: 設定の server.public_origin）")
        ->type_name("URL");
  }

  void add_doctor() {
    CLI::App* c = command(app_, "doctor",
                          "設定、データベース、操作の記録、メール、書体、容量、時計、PDF の作成を点検します",
                          true, [this] { return doctor(choices_, doctor_); });
    c->add_flag("--quick", doctor_.quick, "時間のかかる点検（データベース全体の検査、PDF の作成）を省きます");
    c->add_flag("--sbom", doctor_.sbom, "部品表（CycloneDX の JSON）を表示します");
  }

  void add_import() {
    CLI::App* import = group("import", "ファイルからデータを取り込みます");
    CLI::App* c = command(*import, "members", "会員名簿（CSV か XLSX）を取り込みます", true,
                          [this] { return import_members(choices_, import_); });
    c->add_option("file", import_.file, "名簿のファイル")
        ->required()
        ->check(kFile)
        ->type_name("ファイル");
    c->add_option("--sheet", import_.sheet, "シートの名前（既定: 名簿らしいもの）")->type_name("名前");
    c->add_option("--loan-name", import_.loan_name,
                  "貸与資料の名称（既定: ファイル名）")->type_name("名称");
    c->add_option("--received-on", import_.received_on,
                  "受領日（2024-04-10、令和6年4月10日。既定: きょう）")->type_name("日付");
    c->add_option("--purpose", import_.purpose,
                  "利用の目的（既定: 会員名簿の整備）")->type_name("文");
    c->add_option("--lender", import_.lender,
                  "貸与元（既定: 設定の consortium.lender）")->type_name("名称");
    c->add_flag("--dry-run", import_.dry_run, "取り込まずに、確かめたい所だけを挙げます");
    CLI::App* site = command(*import, "site",
                             "WordPress の書き出しファイル（WXR）を、記事の下書きとして取り込みます", true,
                             [this] { return import_site(choices_, site_import_); });
    site->add_option("file", site_import_.file, "書き出しファイル（XML）")
        ->required()
        ->check(kFile)
        ->type_name("ファイル");
    site->add_option("--media", site_import_.media, "wp-content/uploads のフォルダかZIP")
        ->type_name("場所");
    site->add_flag("--dry-run", site_import_.dry_run, "取り込まずに、どうなるかだけを挙げます");
    CLI::App* codes = command(
        *import, "postal-codes", "日本郵便の「住所の郵便番号」の CSV を、住所を調べる表として取り込みます",
        true, [this] { return import_postal_codes(choices_, postal_file_); });
    codes->add_option("file", postal_file_, "KEN_ALL か utf_ken_all の CSV")
        ->required()
        ->check(kFile)
        ->type_name("ファイル");
  }

  void add_check() {
    CLI::App* check = group("check", "公開しているサイトを検査します");
    CLI::App* c = command(*check, "accessibility",
                          "試験のページをブラウザーで開いて自動検査し、結果を試験に記録します", true,
                          [this] { return check_accessibility(choices_, accessibility_); });
    c->add_option("--trial", accessibility_.trial, "試験の ID（既定: 試験中の最も新しいもの）")
        ->type_name("ID");
    c->add_option("--origin", accessibility_.origin,
                  "検査するサイト（既定: 設定の server.public_origin）")
        ->type_name("URL");
    c->add_option("--as", accessibility_.as,
                  "ログインが必要なページを開く会員のメールアドレス（操作の記録に残ります）")
        ->type_name("アドレス");
    c->add_option("--tool", accessibility_.tool, "検査のソフト（accessibility.mjs）の場所")
        ->type_name("ファイル");
  }

  // The help of the innermost command that was named.
  std::string help() {
    const CLI::App* app = &app_;
    std::string before;
    while (!app->get_subcommands().empty()) {
      before += (before.empty() ? "" : " ") + app->get_name();
      app = app->get_subcommands().front();
    }
    return app->help(before);
  }

  int wrong_usage(const CLI::ParseError& wrong) {
    std::string what = wrong.what();
    constexpr std::string_view kRequired = " is required";
    if (what.ends_with(kRequired)) what.resize(what.size() - kRequired.size());
    if (dynamic_cast<const CLI::ExtrasError*>(&wrong) != nullptr) {
      remark("知らない指定があります:" + what.substr(what.rfind(':') + 1));
    } else if (what == "A subcommand") {
      remark("コマンドの名前が足りません。");
    } else if (dynamic_cast<const CLI::RequiredError*>(&wrong) != nullptr) {
      remark("必要な指定が足りません: " + what);
    } else {
      remark("指定の値が正しくありません: " + what);
    }
    remark("使い方は --help でご覧いただけます。");
    return kUsage;
  }

  const Product& product_;
  CLI::App app_;
  Choices choices_;
  ServeOptions serve_;
  ReportOptions report_;
  SiteReportOptions site_report_;
  ExportOptions export_options_;
  UserOptions user_;
  DoctorOptions doctor_;
  ImportOptions import_;
  AccessibilityOptions accessibility_;
  SiteImportOptions site_import_;
  SiteExportOptions site_export_;
  std::string postal_file_;
  bool example_ = false;
  Work work_;
};

}  // namespace

int run(int argc, char** argv, const Product& product) {
  try {
    return Commands(product).run(argc, argv);
  } catch (const db::Unavailable& gone) {
    remark("データベースを使えません。動いているか、空き容量と権限をお確かめください。");
    remark(std::string("  (") + gone.what() + ")");
    return kUnavailable;
  } catch (const std::exception& broken) {
    remark("プログラムの誤りで止まりました。次の行を添えてお知らせください。");
    remark(std::string("  (") + broken.what() + ")");
    return kFailed;
  }
}

}  // namespace musubi::cli
