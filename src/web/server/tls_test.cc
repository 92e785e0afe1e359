// tls_test.cc - TLS with a certificate made here: handshake, versions, ALPN, reload, sessions that
// end their live streams.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <filesystem>

#include "base/log.h"
#include "support/http_client.h"
#include "support/temp_db.h"
#include "web/cache.h"
#include "web/rate_limits.h"
#include "web/server/server.h"

namespace musubi::web {
namespace {

using test::HttpClient;
using testing::HasSubstr;

void write_certificate(const std::string& name, const std::string& certificate_file,
                       const std::string& key_file) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME* subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, subject);
  X509_sign(certificate, key, EVP_sha256());
  std::FILE* out = std::fopen(certificate_file.c_str(), "w");
  PEM_write_X509(out, certificate);
  std::fclose(out);
  out = std::fopen(key_file.c_str(), "w");
  PEM_write_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(out);
  X509_free(certificate);
  EVP_PKEY_free(key);
}

// One TLS connection over the plain client's socket.
class TlsClient {
 public:
  explicit TlsClient(int port, int max_version = TLS1_3_VERSION) : client_(port) {
    context_ = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_max_proto_version(context_, max_version);
    SSL_CTX_set_min_proto_version(context_, TLS1_VERSION);
    SSL_CTX_set_security_level(context_, 0);
    ssl_ = SSL_new(context_);
    static constexpr unsigned char kOffer[] = "\x02h2\x08http/1.1";
    SSL_set_alpn_protos(ssl_, kOffer, sizeof kOffer - 1);
    SSL_set_fd(ssl_, client_.fd());
    connected_ = SSL_connect(ssl_) == 1;
  }
  ~TlsClient() {
    SSL_free(ssl_);
    SSL_CTX_free(context_);
    ERR_clear_error();
  }
  bool connected() const { return connected_; }
  std::string version() const { return SSL_get_version(ssl_); }
  std::string alpn() const {
    const unsigned char* name = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(ssl_, &name, &length);
    return {reinterpret_cast<const char*>(name), length};
  }
  std::string certificate_name() const {
    X509* certificate = SSL_get1_peer_certificate(ssl_);
    char name[100] = "";
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name,
                              sizeof name);
    X509_free(certificate);
    return name;
  }
  // Sends, then reads until `bytes` of the body have come.
  std::string ask(std::string_view text, std::size_t body_bytes) {
    SSL_write(ssl_, text.data(), static_cast<int>(text.size()));
    std::string all;
    char room[16384];
    while (true) {
      std::size_t end = all.find("\r\n\r\n");
      if (end != std::string::npos && all.size() >= end + 4 + body_bytes) return all;
      int n = SSL_read(ssl_, room, sizeof room);
      if (n <= 0) return all;
      all.append(room, static_cast<std::size_t>(n));
    }
  }

 private:
  HttpClient client_;
  SSL_CTX* context_ = nullptr;
  SSL* ssl_ = nullptr;
  bool connected_ = false;
};

class OverTls : public testing::Test {
 protected:
  OverTls() : app(database.db()) {
    log::configure(log::Level::error, log::Format::text);
    app.limits->set_rules({});
    app.router.get("/hello", may::anyone, [](Request& request) {
      return html(Html(request.secure ? "safe" : "open"));
    });
    app.router.get("/large", may::anyone,
                   [](Request&) { return html(Html(std::string(5'000'000, 'z'))); });
    options.port = 0;
    options.tick_ms = 20;
    folder = testing::TempDir() + "/musubi_tls_" + std::to_string(getpid());
    std::filesystem::create_directories(folder);
    options.certificate_file = folder + "/cert.pem";
    options.key_file = folder + "/key.pem";
    write_certificate("first", options.certificate_file, options.key_file);
  }
  ~OverTls() override {
    log::configure(log::Level::info, log::Format::text);
    std::filesystem::remove_all(folder);
  }

  test::TempDb database;
  App app;
  ServerOptions options;
  std::string folder;
};

const std::string kHello = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n";

TEST_F(OverTls, ServesBothVersionsAndNothingOlder) {
  Server server(app, options);
  ASSERT_TRUE(server.start());
  TlsClient modern(server.port());
  EXPECT_EQ(modern.version(), "TLSv1.3");
  EXPECT_EQ(modern.alpn(), "http/1.1");
  std::string answer = modern.ask(kHello, 4);
  EXPECT_THAT(answer, HasSubstr("safe"));
  EXPECT_THAT(answer, HasSubstr("Strict-Transport-Security: max-age=31536000"));
  EXPECT_THAT(modern.ask(kHello, 4), HasSubstr("safe"));
  TlsClient older(server.port(), TLS1_2_VERSION);
  EXPECT_EQ(older.version(), "TLSv1.2");
  EXPECT_THAT(older.ask(kHello + kHello, 4), HasSubstr("safe"));
  EXPECT_FALSE(TlsClient(server.port(), TLS1_1_VERSION).connected());
  HttpClient plain(server.port());
  plain.send(kHello);
  EXPECT_TRUE(plain.is_closed());
}

TEST_F(OverTls, AskedForTheNewestVersionAloneRefusesTheOneBefore) {
  options.tls_1_3_only = true;
  Server server(app, options);
  ASSERT_TRUE(server.start());
  EXPECT_FALSE(TlsClient(server.port(), TLS1_2_VERSION).connected());
  TlsClient modern(server.port());
  EXPECT_EQ(modern.version(), "TLSv1.3");
  EXPECT_THAT(modern.ask(kHello, 4), HasSubstr("safe"));
}

TEST_F(OverTls, ALargeAnswerSurvivesAFullSendBuffer) {
  Server server(app, options);
  ASSERT_TRUE(server.start());
  TlsClient client(server.port());
  std::string answer = client.ask("GET /large HTTP/1.1\r\nHost: x\r\n\r\n", 5'000'000);
  EXPECT_EQ(answer.substr(answer.find("\r\n\r\n") + 4), std::string(5'000'000, 'z'));
}

TEST_F(OverTls, ANewCertificateIsUsedWithoutARestart) {
  Server server(app, options);
  ASSERT_TRUE(server.start());
  TlsClient before(server.port());
  EXPECT_EQ(before.certificate_name(), "first");
  write_certificate("second", options.certificate_file, options.key_file);
  ASSERT_TRUE(server.reload_certificate());
  EXPECT_EQ(TlsClient(server.port()).certificate_name(), "second");
  EXPECT_THAT(before.ask(kHello, 4), HasSubstr("safe"));  // the old connection goes on
  // A broken file is refused and changes nothing.
  std::filesystem::resize_file(options.certificate_file, 20);
  EXPECT_FALSE(server.reload_certificate());
  EXPECT_EQ(TlsClient(server.port()).certificate_name(), "second");
}

TEST_F(OverTls, AKeyThatDoesNotFitIsToldAtStart) {
  write_certificate("other", folder + "/other.pem", options.key_file);
  auto started = Server(app, options).start();
  ASSERT_FALSE(started);
  EXPECT_THAT(started.error().says, HasSubstr("証明書と合いません"));
}

TEST_F(OverTls, AHandshakeThatNeverComesIsLetGo) {
  options.head_timeout_ms = 200;
  Server server(app, options);
  ASSERT_TRUE(server.start());
  HttpClient silent(server.port());
  EXPECT_TRUE(silent.is_closed(3000));
}

}  // namespace
}  // namespace musubi::web
