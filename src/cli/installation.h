// installation.h - what every command stands on: the configuration, the data folder, the database.
// open() reads the configuration, makes the data folder (0750) and tells the parts of core where
// things are; connect() opens the database. Made once per process, on the main thread.
#pragma once

#include <memory>
#include <string>

#include "core/actor/actor.h"
#include "core/config/config.h"
#include "db/db.h"
#include "features/accounts/accounts.h"

namespace musubi::cli {

// The options that every command has.
struct Choices {
  std::string data;         // --data; "" = the configuration's
  std::string config_file;  // --config; "" = $MUSUBI_CONFIG, else <data>/musubi.toml if it is there
  bool json = false;
};

class Installation {
 public:
  // `overrides`: environment names a command line option stands for (MUSUBI_SERVER_PORT).
  static Result<std::unique_ptr<Installation>> open(const Choices& choices,
                                                    const config::Environment& overrides = {});
  // The same without making the folder, for what only looks: doctor, config check.
  static Result<std::unique_ptr<Installation>> look_at(
      const Choices& choices, const config::Environment& overrides = {});
  // Where the data of this command line, environment and configuration lie, without making
  // anything; Fault::invalid with what is wrong in the configuration.
  static Result<std::string> data_folder_of(const Choices& choices);
  Result<void> connect();  // the database as it is
  Result<void> migrate();  // the schema brought up to this program's; then connect()

  const config::Config& config() const { return config_; }
  const std::string& config_path() const { return config_path_; }
  std::string data_folder() const { return config_.data.directory; }
  db::Options db_options() const;
  // REQUIRES: connect() or migrate() succeeded.
  db::Db& db() { return *db_; }
  // The system acts for the person at the terminal; `part` says in the audit by which command.
  Context context(std::string part);
  Result<std::shared_ptr<accounts::Locksmith>> locksmith();
  // Takes over what may change while running; fails without having changed anything.
  Result<config::Reloaded> reload();

 private:
  Installation() = default;
  void tell_core() const;

  config::Config config_;
  config::Environment environment_;
  std::string config_path_;
  std::unique_ptr<db::Db> db_;
  std::shared_ptr<accounts::Locksmith> locksmith_;
};

}  // namespace musubi::cli
