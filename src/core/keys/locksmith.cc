// locksmith.cc - libsodium and liboath behind one class. The key comes from a file in the data
// folder; it is never in the database, so that a stolen database gives nobody's second factor.
#include "core/keys/locksmith.h"

#include <fcntl.h>
#include <liboath/oath.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <thread>

#include "base/base64url.h"
#include "base/ids.h"
#include "base/text.h"

namespace musubi::keys {
namespace {

constexpr std::int64_t kStepMs = 30'000;
constexpr int kTotpSecretBytes = 20;  // RFC 4226: 160 bits

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hash_with(const Locksmith::Cost& cost, std::string_view password) {
  char out[crypto_pwhash_STRBYTES];
  const int failed = crypto_pwhash_str(out, password.data(), password.size(), cost.operations,
                                       cost.memory_bytes);
  if (failed != 0) throw std::bad_alloc();
  return out;
}

std::string url_encode(std::string_view text) {
  static const char* hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_') {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 15];
    }
  }
  return out;
}

Result<std::string> read_key(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  auto key = from_base64url(trim(text.str()));
  if (!key || key->size() != Locksmith::kKeyBytes) {
    return fail(Fault::unavailable, "鍵のファイルを読めません。控えから戻してください：" + path);
  }
  return *key;
}

}  // namespace

// One place at the table: waits for its turn, or says that there is no room to wait.
class Locksmith::Turn {
 public:
  explicit Turn(Locksmith& smith) : smith_(smith) {
    std::unique_lock lock(smith.mutex_);
    if (smith.running_ >= smith.cost_.at_once && smith.waiting_ >= smith.cost_.waiting) return;
    ++smith.waiting_;
    smith.free_.wait(lock, [&] { return smith.running_ < smith.cost_.at_once; });
    --smith.waiting_;
    ++smith.running_;
    if (smith.running_ > smith.most_) smith.most_ = smith.running_;
    given_ = true;
  }
  ~Turn() {
    if (!given_) return;
    {
      std::lock_guard lock(smith_.mutex_);
      --smith_.running_;
    }
    smith_.free_.notify_one();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  bool given() const { return given_; }

 private:
  Locksmith& smith_;
  bool given_ = false;
};

Locksmith::Locksmith(std::string key, Cost cost) : key_(std::move(key)), cost_(cost) {
  CHECK(key_.size() == kKeyBytes);
  CHECK(sodium_init() >= 0);
  CHECK(oath_init() == OATH_OK);
  dummy_hash_ = hash_with(cost_, random_token(32));
}

Result<std::string> Locksmith::hash_password(std::string_view password) {
  const Turn turn(*this);
  if (!turn.given()) {
    return fail(Fault::unavailable,
                "ただいまログインが混み合っています。1分ほど待って、もう一度お試しください");
  }
  return hash_with(cost_, password);
}

Result<bool> Locksmith::password_is_right(std::string_view password, const std::string& hash) {
  const Turn turn(*this);
  if (!turn.given()) {
    return fail(Fault::unavailable,
                "ただいまログインが混み合っています。1分ほど待って、もう一度お試しください");
  }
  const std::string& compared = hash.empty() ? dummy_hash_ : hash;
  const bool right =
      crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
  return right && !hash.empty();
}

int Locksmith::most_at_once() const {
  std::lock_guard lock(mutex_);
  return most_;
}

std::string Locksmith::seal(std::string_view secret, std::string_view owner) const {
  std::string nonce(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, '\0');
  randombytes_buf(nonce.data(), nonce.size());
  std::string box(secret.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      reinterpret_cast<unsigned char*>(box.data()), nullptr, bytes_of(secret), secret.size(),
      bytes_of(owner), owner.size(), nullptr, bytes_of(nonce), bytes_of(key_));
  return base64url(nonce + box);
}

std::optional<std::string> Locksmith::open(const std::string& sealed,
                                           std::string_view owner) const {
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  const auto all = from_base64url(sealed);
  if (!all || all->size() < kNonce + kTag) return std::nullopt;
  std::string secret(all->size() - kNonce - kTag, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<unsigned char*>(secret.data()), nullptr, nullptr,
      bytes_of(*all) + kNonce, all->size() - kNonce, bytes_of(owner), owner.size(),
      bytes_of(*all), bytes_of(key_));
  if (failed != 0) return std::nullopt;
  return secret;
}

std::string Locksmith::make_totp_secret() {
  std::string bytes(kTotpSecretBytes, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  char* text = nullptr;
  std::size_t size = 0;
  CHECK(oath_base32_encode(bytes.data(), bytes.size(), &text, &size) == OATH_OK);
  std::string out(text, size);
  std::free(text);
  return out;
}

std::string Locksmith::totp_code(const std::string& secret, std::int64_t step) {
  char* bytes = nullptr;
  std::size_t size = 0;
  if (oath_base32_decode(secret.data(), secret.size(), &bytes, &size) != OATH_OK) return "";
  char code[16] = "";
  const int done = oath_hotp_generate(bytes, size, static_cast<std::uint64_t>(step), 6, false,
                                      OATH_HOTP_DYNAMIC_TRUNCATION, code);
  sodium_memzero(bytes, size);
  std::free(bytes);
  return done == OATH_OK ? code : "";
}

std::optional<std::int64_t> Locksmith::totp_step(const std::string& secret, std::string_view code,
                                                 Instant now) {
  if (code.size() != 6) return std::nullopt;
  const std::int64_t middle = now.ms / kStepMs;
  for (std::int64_t step = middle - 1; step <= middle + 1; ++step) {
    const std::string right = totp_code(secret, step);
    if (right.size() == 6 && sodium_memcmp(right.data(), code.data(), 6) == 0) return step;
  }
  return std::nullopt;
}

std::string Locksmith::totp_address(const std::string& secret, std::string_view login,
                                    std::string_view issuer) {
  return "otpauth://totp/" + url_encode(issuer) + ":" + url_encode(login) + "?secret=" + secret +
         "&issuer=" + url_encode(issuer) + "&algorithm=SHA1&digits=6&period=30";
}

Result<std::shared_ptr<Locksmith>> open_locksmith(const std::string& data_folder) {
  const std::string folder = data_folder + "/keys";
  const std::string path = folder + "/accounts.key";
  ::mkdir(folder.c_str(), 0700);
  // O_EXCL: of two processes that start together one makes the key, and the other reads it.
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0) {
    const std::string text = random_token(static_cast<int>(Locksmith::kKeyBytes)) + "\n";
    const bool written = ::write(fd, text.data(), text.size()) ==
                             static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
    ::close(fd);
    if (!written) {
      ::unlink(path.c_str());
      return fail(Fault::unavailable, "鍵のファイルを書けません。空き容量を確かめてください");
    }
  } else if (errno != EEXIST) {
    return fail(Fault::unavailable, "データのフォルダに書き込めません：" + folder,
                std::strerror(errno));
  }
  // Half of the processors at most: however many sign in, pages have the other half.
  Locksmith::Cost cost;
  const int half = static_cast<int>(std::thread::hardware_concurrency()) / 2;
  cost.at_once = std::clamp(half, 1, cost.at_once);
  return std::make_shared<Locksmith>(TRY(read_key(path)), cost);
}

std::shared_ptr<Locksmith> make_test_locksmith() {
  Locksmith::Cost cheap;
  cheap.operations = crypto_pwhash_OPSLIMIT_MIN;
  cheap.memory_bytes = crypto_pwhash_MEMLIMIT_MIN;
  return std::make_shared<Locksmith>(std::string(Locksmith::kKeyBytes, 'k'), cheap);
}

}  // namespace musubi::keys
