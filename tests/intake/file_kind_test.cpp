#include "intake/file_kind.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "base/temporary_folder.hpp"

namespace shian::intake {
namespace {

class FileKinds : public ::testing::Test {
 protected:
  FileKind of(std::string_view bytes) const {
    auto const path = folder_.path() / "file";
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    return kind_of(path);
  }

 private:
  TemporaryFolder folder_{"kinds"};
};

using namespace std::string_view_literals;

TEST_F(FileKinds, AreKnownByTheirContent) {
  EXPECT_EQ(of("%PDF-1.7\n").type, "application/pdf");
  EXPECT_EQ(of("\xFF\xD8\xFF\xE0 jpeg").type, "image/jpeg");
  EXPECT_EQ(of("\x89PNG\r\n\x1A\n....").type, "image/png");
  EXPECT_EQ(of("RIFF\x10\x00\x00\x00WEBPVP8 "sv).type, "image/webp");
  EXPECT_EQ(of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....").type, "application/x-ole-storage");
  EXPECT_EQ(of("编号,名称\n1,甲\n").type, "text/plain");
  EXPECT_EQ(of("\xB1\xE0\xBA\xC5,\xC3\xFB\xB3\xC6\n").type, "text/plain");
}

TEST_F(FileKinds, WhatMayRunHasNoType) {
  for (auto const bytes :
       {"<!DOCTYPE html><p>"sv, "  \n<HTML>"sv, "\xEF\xBB\xBF<script>x</script>"sv,
        "<?xml version='1.0'?><svg/>"sv, "<svg onload=alert(1)>"sv, "<a href=x>"sv, "MZ\x90\0"sv,
        "\x7F"
        "ELF\2"sv,
        "#!/bin/sh\n"sv, "GIF89a"sv, "RIFF\x10\x00\x00\x00WAVEfmt "sv, "PK\3\4broken"sv, "\0\0\0\0"sv,
        ""sv}) {
    auto const kind = of(bytes);
    EXPECT_EQ(kind.type, "") << bytes;
    EXPECT_FALSE(kind.name.zh.empty());
    EXPECT_FALSE(kind.is_shown);
  }
}

TEST_F(FileKinds, ANameFitsOrDoesNot) {
  auto const jpeg = of("\xFF\xD8\xFF\xE0 jpeg");
  for (auto const* name : {"照片.jpg", "照片.JPEG", "照片", "报告V1.2", "通知.（2022年）"})
    EXPECT_TRUE(fits(jpeg, name)) << name;
  for (auto const* name : {"照片.png", "照片.jpg.exe", "page.html", "a.js", "照片.ｐｎｇ"})
    EXPECT_FALSE(fits(jpeg, name)) << name;
}

}  // namespace
}  // namespace shian::intake
