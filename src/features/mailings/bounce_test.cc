// bounce_test.cc - what real servers write when a mail comes back, told apart: gone for good, full
// for now, still being tried, a complaint, and letters that are none of these. The letters are the
// fuzzer's seeds.
#include "features/mailings/bounce.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/places.h"

namespace musubi::mailings {
namespace {

using Kind = BouncedAddress::Kind;

constexpr const char* kId = "<0192d0c1-7c5e-7a11-8a1b-000000000001@example.jp>";

std::string letter(const std::string& name) {
  std::ifstream in(test::source("/tests/fuzz/seeds/fuzz_bounce/" + name), std::ios::binary);
  EXPECT_TRUE(in.good()) << name;
  return {std::istreambuf_iterator<char>(in), {}};
}

void expect_one(const std::string& text, Kind kind, const char* address, const char* status) {
  const auto bounce = read_bounce(text);
  ASSERT_TRUE(bounce.has_value()) << text;
  ASSERT_EQ(bounce->addresses.size(), 1U);
  EXPECT_EQ(bounce->addresses[0].kind, kind);
  EXPECT_EQ(bounce->addresses[0].address, address);
  EXPECT_EQ(bounce->addresses[0].status, status);
  EXPECT_EQ(bounce->message_id, kId);
}

TEST(Bounce, IsReadFromReportsAndFromPlainLetters) {
  expect_one(letter("postfix_hard"), Kind::hard, "gone@kaisha.example.jp", "5.1.1");
  expect_one(letter("exchange_full"), Kind::soft, "full@kaisha.example.jp", "5.2.2");
  expect_one(letter("qmail_plain"), Kind::hard, "dare@furui.example.jp", "5.1.1");
  expect_one(letter("exim_plain"), Kind::hard, "nobody@exim.example.jp", "");
  expect_one(letter("complaint"), Kind::complaint, "iya@provider.example.jp", "");
}

TEST(Bounce, IsNotADelayNorAHolidayNotice) {
  EXPECT_FALSE(read_bounce(letter("delayed")).has_value());
  EXPECT_FALSE(read_bounce(letter("holiday")).has_value());
  EXPECT_FALSE(read_bounce("").has_value());
  EXPECT_FALSE(read_bounce("From: a@example.jp\r\n\r\n<b@example.jp>: 550 no").has_value());
}

TEST(Bounce, OfAPolicyOrABrokenServerIsNotTheAddressesFault) {
  for (const char* status : {"5.7.1", "5.4.4", "5.3.0", "4.4.7", "5.2.2"}) {
    std::string text = letter("postfix_hard");
    const std::string mark = "Status: 5.1.1";
    text.replace(text.find(mark), mark.size(), std::string("Status: ") + status);
    expect_one(text, Kind::soft, "gone@kaisha.example.jp", status);
  }
}

TEST(Bounce, StaysBoundedWhateverIsClaimed) {
  std::string many =
      "From: MAILER-DAEMON@x.example.jp\r\nContent-Type: message/delivery-status\r\n\r\n";
  for (int i = 0; i < 500; ++i) {
    many += "Final-Recipient: rfc822; a" + std::to_string(i) +
            "@example.jp\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n";
  }
  EXPECT_LE(read_bounce(many)->addresses.size(), 20U);
  std::string deep;
  for (int i = 0; i < 300; ++i) {
    const std::string n = std::to_string(i);
    deep += "Content-Type: multipart/mixed; boundary=b" + n + "\r\n\r\n--b" + n + "\r\n";
  }
  EXPECT_FALSE(read_bounce(deep).has_value());
  const std::string whole = letter("postfix_hard");
  for (std::size_t cut = 0; cut < whole.size(); cut += 7) read_bounce(whole.substr(0, cut));
}

}  // namespace
}  // namespace musubi::mailings
