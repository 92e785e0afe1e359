// parcel_test.cc - a file made for one reader: on the disk while it is made, whole when sealed,
// gone with its owner, and cleared away when its process was killed.
#include "core/files/parcel.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/sha256.h"
#include "core/files/files.h"
#include "support/parcels.h"
#include "support/temp_db.h"
#include "support/temp_folder.h"

namespace musubi::files {
namespace {

class ParcelTest : public testing::Test {
 protected:
  ParcelTest() { configure({folder_.path() + "/files", "", 1000}); }

  static std::shared_ptr<Parcel> made() {
    auto parcel = Parcel::make();
    EXPECT_TRUE(parcel.has_value()) << parcel.error().detail;
    return *parcel;
  }
  test::TempFolder folder_;
};

TEST_F(ParcelTest, IsWrittenAsItComesAndKnowsItsHash) {
  auto parcel = made();
  const std::string line(999, 'x');
  std::string all;
  std::int64_t given = 0;
  for (int i = 0; i < 2000; ++i) {
    parcel->write(line + "\n");
    all += line + "\n";
    given += 1000;
    ASSERT_LE(given - test::open_parcels().bytes, 65 * 1024) << "held in memory after line " << i;
  }
  ASSERT_TRUE(parcel->seal().has_value());
  EXPECT_EQ(parcel->bytes(), 2'000'000);
  EXPECT_EQ(parcel->sha256(), sha256_hex(all));
  EXPECT_EQ(std::filesystem::status(parcel->path()).permissions() &
                (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
            std::filesystem::perms::none);
  EXPECT_EQ(test::parcels_left(), 1);
  parcel.reset();
  EXPECT_EQ(test::parcels_left(), 0);
  EXPECT_EQ(test::open_parcels().files, 0);
}

TEST_F(ParcelTest, WhatALibraryWroteToItsPathIsSealedAlike) {
  auto parcel = made();
  std::ofstream(parcel->path(), std::ios::binary | std::ios::trunc) << "PK of a library";
  ASSERT_TRUE(parcel->seal().has_value());
  EXPECT_EQ(parcel->bytes(), 15);
  EXPECT_EQ(parcel->sha256(), sha256_hex("PK of a library"));
}

TEST_F(ParcelTest, TheSweepTakesWhatAKilledProcessLeftAndNothingThatIsOwned) {
  test::TempDb database;
  auto owned = made();
  const std::string left = parcel_folder() + "/left-by-a-killed-process";
  std::ofstream(left) << "名簿";
  const Context ctx{Actor::system("掃除"), database.db(), now_from_system_clock(), "", "", {}};
  auto swept = sweep(ctx);
  ASSERT_TRUE(swept.has_value());
  EXPECT_EQ(swept->files, 1);
  EXPECT_FALSE(std::filesystem::exists(left));
  EXPECT_TRUE(std::filesystem::exists(owned->path()));
  EXPECT_EQ(clear_parcels(), 0);
}

TEST_F(ParcelTest, WithoutAFolderThereIsNothingToClear) { EXPECT_EQ(clear_parcels(), 0); }

TEST_F(ParcelTest, ADiskThatTakesNothingIsSaid) {
  std::ofstream(folder_.path() + "/parcels") << "a file where the folder should be";
  auto parcel = Parcel::make();
  ASSERT_FALSE(parcel.has_value());
  EXPECT_EQ(parcel.error().fault, Fault::unavailable);
}

}  // namespace
}  // namespace musubi::files
