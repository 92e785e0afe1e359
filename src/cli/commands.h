// commands.h - one function per command of `musubi`; cli.cc turns the command line into calls.
// Each returns an exit code (console.h). They may fail by Result inside, or throw what run() in
// cli.cc catches; they never call exit(), so that everything is closed in order.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/installation.h"
#include "cli/product.h"

namespace musubi::cli {

// The setting that holds the demo's day; never set in a real installation.
inline constexpr std::string_view kPretendedToday = "demo.pretended_today";

struct ServeOptions {
  std::string host;
  std::optional<int> port;
  std::optional<int> admin_port;
};
int serve(const Product& product, const Choices& choices, const ServeOptions& options);
int demo(const Product& product, const Choices& choices);
int migrate(const Choices& choices);
int rebuild_search(const Product& product, const Choices& choices);
int print_example_config();
int check_config(const Choices& choices);

struct ImportOptions {
  std::string file;
  std::string sheet;
  std::string loan_name, received_on, purpose, lender;  // for the register of loans; "" = usual
  bool dry_run = false;
};
int import_members(const Choices& choices, const ImportOptions& options);
int import_postal_codes(const Choices& choices, const std::string& file);

struct ReportOptions {
  std::string as_of;  // 2024-09-30, 令和6年9月30日
  std::string out;    // folder
};
int report_members(const Choices& choices, const ReportOptions& options);

struct SiteReportOptions {
  std::string month;  // 2024-07
  std::string out;    // folder
};
int report_site(const Choices& choices, const SiteReportOptions& options);

struct ExportOptions {
  std::string file;  // .xlsx or .csv
  std::string purpose;
  bool cp932 = false;
  bool replace = false;  // --cp932: 〓 for what it cannot hold
};
int export_members(const Choices& choices, const ExportOptions& options);

struct DoctorOptions {
  bool sbom = false;
  bool quick = false;  // leaves out what takes seconds: the browser
};
int doctor(const Choices& choices, const DoctorOptions& options);

struct UserOptions {
  std::string login, name, role, organisation;
  std::string origin;  // of printed links; "" = the configuration's
  std::string words;
  bool password_from_input = false;  // first line of standard input
};
int create_user(const Choices& choices, const UserOptions& options);
int reset_user(const Choices& choices, const UserOptions& options);
int list_users(const Choices& choices, const UserOptions& options);
int first_link(const Choices& choices, const UserOptions& options);

}  // namespace musubi::cli
