#include "pack/reading.hpp"

#include <algorithm>

#include "base/file_bytes.hpp"
#include "base/text.hpp"
#include "pack/yaml.hpp"

namespace shian::pack {
namespace {

constexpr std::uintmax_t kLargestFile = std::uintmax_t{4} << 20U;
constexpr std::size_t kMostFaults = 100;
constexpr std::size_t kMostNamed = 14;

std::string joined(std::vector<std::string> const& names, std::string_view mark) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kMostNamed; ++i) {
    if (i > 0) text += mark;
    text += names[i];
  }
  return names.size() > kMostNamed ? text + "…" : text;
}

}  // namespace

Text word_for(Kind kind) {
  switch (kind) {
    case Kind::clock:
      return {"时限", "clock"};
    case Kind::register_:
      return {"台账", "register"};
    case Kind::lifecycle:
      return {"办理流程", "lifecycle"};
    case Kind::document:
      return {"文书", "document"};
    case Kind::indicator:
      return {"指标", "indicator"};
    case Kind::unit:
      return {"责任单位", "unit"};
    case Kind::duty:
      return {"职责", "duty"};
    case Kind::area:
      return {"镇街", "area"};
    case Kind::task:
      return {"任务", "task"};
    case Kind::row:
      return {"任务行", "task row"};
    case Kind::target:
      return {"目标", "target"};
    case Kind::phase:
      return {"阶段", "phase"};
    case Kind::safeguard:
      return {"保障措施", "safeguard"};
    case Kind::key_date:
      return {"日期", "date"};
    case Kind::system:
      return {"平台或机制", "system"};
    case Kind::population:
      return {"人口数", "population figure"};
    case Kind::open_question:
      return {"疑义", "open question"};
    case Kind::decision:
      return {"决定", "decision"};
    case Kind::letter:
      return {"函件规则", "letter rule"};
    case Kind::sign:
      return {"核验规则", "sign"};
    case Kind::appraisal:
      return {"考核方案", "appraisal scheme"};
    case Kind::acceptance_item:
      return {"评价条目", "acceptance item"};
    case Kind::questionnaire:
      return {"问卷", "questionnaire"};
    case Kind::anything:
      break;
  }
  return {"条目", "item"};
}

Error suggesting(Error error, std::string_view name, std::vector<std::string> const& known) {
  if (auto const near = nearest(name, known)) {
    return std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?");
  }
  if (known.empty()) return error;
  return std::move(error).hinting("可用的有：" + joined(known, "、"), "known: " + joined(known, ", "));
}

Reading::Reading() = default;
Reading::~Reading() = default;

File const* Reading::open(std::filesystem::path const& path, std::string shown_name) {
  auto const refuse = [&](Error error) {
    fault({std::move(shown_name), 0, 0}, std::move(error));
    incomplete();
    return nullptr;
  };
  std::error_code failed;
  auto const size = std::filesystem::file_size(path, failed);
  if (!failed && size > kLargestFile)
    return refuse(Error::make("pack.size", "文件超过 4 MB", "the file is over 4 MB"));
  auto bytes = content_of(path);
  if (!bytes) return refuse(Error::make("pack.read", "无法读取文件", "the file cannot be read"));
  files_.push_back(std::make_unique<File>(*this, std::move(shown_name), std::move(*bytes)));
  if (files_.back()->parse()) return files_.back().get();
  incomplete();
  return nullptr;
}

void Reading::fault(Position where, Error error) {
  if (faults_.size() >= kMostFaults) return;
  for (auto const& file : files_) {
    if (file->name() == where.file) error.excerpt = file->excerpt(where.line, where.column);
  }
  error.where = std::move(where);
  faults_.push_back(std::move(error));
}

Errors Reading::faults() const {
  auto const order = [&](Error const& error) {
    auto const file = std::find_if(files_.begin(), files_.end(), [&](auto const& candidate) {
      return candidate->name() == error.where.file;
    });
    return std::tuple(file - files_.begin(), error.where.line, error.where.column);
  };
  auto sorted = faults_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](Error const& a, Error const& b) { return order(a) < order(b); });
  return sorted;
}

Reading::Place const* Reading::place(Kind kind, std::string_view id) const {
  auto const found = places_.find(std::pair(kind, std::string(id)));
  return found == places_.end() ? nullptr : &found->second;
}

void Reading::put(Kind kind, std::string const& id, Position where) {
  places_[{kind, id}] = {std::move(where), folder};
  if (std::find(folders_.begin(), folders_.end(), folder) == folders_.end()) folders_.push_back(folder);
}

std::vector<std::string> Reading::ids(Kind kind) const {
  std::vector<std::string> made;
  for (auto const& [key, place] : places_) {
    bool const named = key.first != Kind::row && key.first != Kind::population;
    if (key.first == kind || (kind == Kind::anything && named)) made.push_back(key.second);
  }
  return made;
}

void Reading::refer(Kind kind, std::string name, Position where) {
  references_.push_back({kind, std::move(name), std::move(where), folder});
}

}  // namespace shian::pack
