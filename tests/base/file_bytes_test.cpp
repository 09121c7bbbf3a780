#include "base/file_bytes.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/durable_file.hpp"
#include "base/temporary_folder.hpp"

namespace shian {
namespace {

namespace fs = std::filesystem;

class FileBytes : public testing::Test {
 protected:
  [[nodiscard]] fs::path path(char const* name) const { return folder_.path() / name; }

 private:
  TemporaryFolder folder_{"file-bytes"};
};

TEST_F(FileBytes, AreReadAsTheyWereWritten) {
  std::string const zeros("a\0b\r\n\xff", 6);
  std::string const several_blocks(2'500'000, 'x');
  for (auto const& bytes : {std::string(), zeros, several_blocks}) {
    OpenFile(path("one"), OpenFile::To::replace).write(bytes);
    EXPECT_EQ(content_of(path("one")), bytes);
  }
}

TEST_F(FileBytes, GoOnWhereTheLastPieceEnded) {
  {
    OpenFile const out(path("lines"), OpenFile::To::create);
    out.write("one\n");
    out.write("two\n");
    out.sync();
    out.sync_file_system();
  }
  EXPECT_EQ(content_of(path("lines")), "one\ntwo\n");
}

TEST_F(FileBytes, WhatCannotBeReadSaysWhyInBothLanguages) {
  fs::create_directory(path("folder"));
  write_durably(path("file"), "x");
  struct Row {
    fs::path file;
    char const *zh, *en;
  };
  std::vector<Row> rows = {{path("none"), "没有这个文件", "there is no such file"},
                           {path("file") / "below", "没有这个文件", "there is no such file"},
                           {path("folder"), "这是文件夹", "it is a folder"}};
  if (::geteuid() != 0) {  // root may read everything
    write_durably(path("closed"), "x");
    fs::permissions(path("closed"), fs::perms::none);
    rows.push_back({path("closed"), "没有读取权限", "it may not be read"});
  }
  for (auto const& row : rows) {
    auto const content = content_of(row.file);
    ASSERT_FALSE(content) << row.file;
    EXPECT_EQ(content.error().code, "file.unreadable");
    EXPECT_EQ(content.error().what.zh, "无法读取 " + row.file.string() + "：" + row.zh);
    EXPECT_EQ(content.error().what.en, "cannot read " + row.file.string() + ": " + row.en);
  }
}

TEST_F(FileBytes, CreatingRefusesWhatIsThereAndLeavesItAlone) {
  write_durably(path("kept"), "before");
  EXPECT_THROW(OpenFile(path("kept"), OpenFile::To::create), std::system_error);
  EXPECT_EQ(content_of(path("kept")), "before");
  EXPECT_THROW(OpenFile(path("no") / "folder", OpenFile::To::replace), std::system_error);
}

}  // namespace
}  // namespace shian
