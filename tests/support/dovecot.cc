// dovecot.cc - see dovecot.h. Runs as "nobody" when the tests run as root, else as whoever runs
// them; ends only its own child.
#include "support/dovecot.h"

#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace musubi::test {
namespace fs = std::filesystem;
namespace {

constexpr const char* kProgram = "/usr/sbin/dovecot";

int free_loopback_port() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  CHECK(bind(fd, reinterpret_cast<sockaddr*>(&at), size) == 0);
  CHECK(getsockname(fd, reinterpret_cast<sockaddr*>(&at), &size) == 0);
  close(fd);
  return ntohs(at.sin_port);
}

// Dovecot refuses to run mail processes as root.
const passwd* owner() { return geteuid() == 0 ? getpwnam("nobody") : getpwuid(geteuid()); }

std::string configuration(const std::string& folder, const std::string& sockets, int port) {
  const passwd* who = owner();
  const std::string user = who->pw_name, group = getgrgid(who->pw_gid)->gr_name;
  return "base_dir = " + sockets + "\nstate_dir = " + sockets + "\nlog_path = " + folder +
         "/log\nprotocols = imap\nlisten = 127.0.0.1\nssl = no\ndisable_plaintext_auth = no\n"
         "default_internal_user = " + user + "\ndefault_internal_group = " + group +
         "\ndefault_login_user = " + user + "\nfirst_valid_uid = 1\nmail_location = maildir:" +
         folder + "/mail\npassdb {\n  driver = static\n  args = password=sesame\n}\nuserdb {\n"
         "  driver = static\n  args = uid=" + user + " gid=" + group + " home=" + folder +
         "/home\n}\nservice anvil {\n  chroot =\n}\nservice stats {\n  chroot =\n}\n"
         "service imap-login {\n  chroot =\n  inet_listener imap {\n    port = " +
         std::to_string(port) + "\n  }\n  inet_listener imaps {\n    port = 0\n  }\n}\n";
}

void give_away(const fs::path& path) {
  const passwd* who = owner();
  if (geteuid() == 0) CHECK(chown(path.c_str(), who->pw_uid, who->pw_gid) == 0);
}

}  // namespace

Dovecot::Dovecot(std::string folder) : folder_(std::move(folder)) {
  for (const char* part : {"home", "mail/new", "mail/cur", "mail/tmp"}) {
    fs::create_directories(folder_ + "/" + part);
  }
  std::string made = "/tmp/musubi-imap-XXXXXX";
  CHECK(mkdtemp(made.data()) != nullptr);
  sockets_ = made;
}

Dovecot::~Dovecot() {
  stop();
  fs::remove_all(sockets_);
}

std::string Dovecot::start() {
  if (!fs::exists(kProgram)) return "install dovecot-imapd (bin/test does)";
  port_ = free_loopback_port();
  std::ofstream(folder_ + "/dovecot.conf") << configuration(folder_, sockets_, port_);
  give_away(folder_);
  give_away(sockets_);
  fs::permissions(folder_, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
  for (const auto& entry : fs::recursive_directory_iterator(folder_)) give_away(entry.path());
  child_ = fork();
  if (child_ == 0) {
    const passwd* who = owner();
    if (geteuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(who->pw_gid) != 0 ||
                           setuid(who->pw_uid) != 0)) {
      _exit(126);
    }
    const std::string config = folder_ + "/dovecot.conf", out = folder_ + "/out";
    if (freopen(out.c_str(), "w", stdout) == nullptr) _exit(126);
    dup2(1, 2);
    if (chdir(folder_.c_str()) != 0) _exit(126);
    execl(kProgram, "dovecot", "-F", "-c", config.c_str(), nullptr);
    _exit(127);
  }
  for (int i = 0; i < 600; ++i) {
    if (mail::list_new_messages(inbox(), 0, 1)) return {};
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  std::string said = "dovecot: ";
  for (const char* file : {"/out", "/log"}) {
    std::ifstream in(folder_ + file);
    said.append(std::istreambuf_iterator<char>(in), {});
  }
  return said;
}

void Dovecot::stop() {
  if (child_ <= 0) return;
  kill(child_, SIGTERM);
  waitpid(child_, nullptr, 0);
  child_ = 0;
}

void Dovecot::deliver(const std::string& message) {
  const std::string name = std::to_string(++delivered_) + ".musubi";
  const fs::path part = folder_ + "/mail/tmp/" + name;
  std::ofstream(part, std::ios::binary) << message;
  give_away(part);
  fs::rename(part, folder_ + "/mail/new/" + name);
}

mail::Inbox Dovecot::inbox() const {
  mail::Inbox inbox;
  inbox.host = "127.0.0.1";
  inbox.port = port_;
  inbox.security = mail::Security::none;
  inbox.user = "tester";
  inbox.password = "sesame";
  inbox.timeout_ms = 5000;
  return inbox;
}

}  // namespace musubi::test
