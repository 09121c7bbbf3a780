// The pack of Yueqing says what the plan says: nothing lost, nothing changed, nothing invented.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <map>
#include <set>

#include "base/text.hpp"
#include "folder.hpp"

namespace shian::pack {
namespace {

using nlohmann::json;
using test::source_file;
using testing::ElementsAre;
using testing::HasSubstr;

class Yueqing : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto loaded = load(source_file("packs/yueqing"));
    if (loaded) {
      pack_ = new Pack(std::move(*loaded));
    } else {
      for (auto const& error : loaded.error()) fmt::print("{}\n", error.to_string(Language::en));
    }
  }
  static void TearDownTestSuite() {
    delete pack_;
    pack_ = nullptr;
  }
  void SetUp() override { ASSERT_NE(pack_, nullptr) << "the pack does not load"; }
  static Pack const& pack() { return *pack_; }

 private:
  static Pack* pack_;
};
Pack* Yueqing::pack_ = nullptr;

// The reader's extraction of the document lies outside the project.
class AgainstThePlan : public Yueqing {
 protected:
  void SetUp() override {
    Yueqing::SetUp();
    if (!std::filesystem::exists(source_file("../shared/plan"))) {
      GTEST_SKIP() << "../shared/plan is not there: the pack is not compared with the plan";
    }
  }
  static json plan(std::string const& name) {
    std::ifstream in(source_file("../shared/plan") / (name + ".json"));
    return json::parse(in);
  }
};

std::string text_of(json const& item, char const* key) {
  auto const found = item.find(key);
  return found == item.end() || found->is_null() ? std::string() : found->get<std::string>();
}
std::string day_of(std::optional<Day> day) { return day ? day->to_string() : ""; }

template <class T>
std::vector<T> list_of(json const& item, char const* key) {
  auto const found = item.find(key);
  return found == item.end() || found->is_null() ? std::vector<T>() : found->get<std::vector<T>>();
}

TEST_F(Yueqing, HoldsThePlanInFull) {
  EXPECT_EQ(pack().units.size(), 31U);
  EXPECT_EQ(std::ranges::count_if(pack().units, &Unit::has_duty_entry), 30);
  EXPECT_EQ(pack().bodies.size(), 4U);
  EXPECT_EQ(pack().areas.size(), 25U);
  EXPECT_EQ(std::ranges::count_if(pack().tasks, [](Task const& task) { return task.row > 0; }), 34);
  EXPECT_EQ(pack().targets.size(), 52U);
  EXPECT_EQ(pack().phases.size(), 4U);
  EXPECT_EQ(pack().safeguards.size(), 3U);
  EXPECT_EQ(pack().dates.size(), 8U);
  EXPECT_EQ(pack().systems.size(), 52U);
  EXPECT_EQ(pack().open_questions.size(), 25U);
  EXPECT_THAT(pack().chain, ElementsAre("law", "china", "yueqing"));
}

TEST_F(Yueqing, CountsResidentsOf2020UnlessDecidedOtherwise) {
  EXPECT_EQ(pack().population_year, 2020);
  std::map<int, Decimal> city;
  for (auto const& entry : pack().population) {
    EXPECT_FALSE(entry.source.empty());
    if (entry.area.empty()) city[entry.year] = entry.thousand;
  }
  EXPECT_EQ(city.at(2020), *Decimal::parse("1453.1"));
  EXPECT_EQ(city.at(2023), *Decimal::parse("1475.8"));
}

TEST_F(Yueqing, WhatScreensShowIsInBothLanguages) {
  auto const expect_both = [](std::string const& what, Text const& text) {
    if (text.zh.empty() && text.en.empty()) return;
    auto const is_latin = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    EXPECT_FALSE(std::ranges::all_of(text.zh, is_latin)) << what << ": " << text.zh;
    EXPECT_TRUE(std::ranges::any_of(text.en, [](unsigned char c) { return std::isalpha(c) != 0; }))
        << what << ": " << text.en;
  };
  for (auto const& task : pack().tasks) {
    EXPECT_FALSE(task.group.empty()) << task.id;
    for (auto const& text : {task.group, task.key_task, task.lead_basis}) expect_both(task.id, text);
  }
  for (auto const& target : pack().targets)
    for (auto const& text : {target.subject, target.section, target.deadline_basis, target.note})
      expect_both(target.id, text);
  for (auto const& indicator : pack().indicators)
    for (auto const& text : {indicator.name, indicator.definition, indicator.basis})
      expect_both(indicator.id, text);
  for (auto const& book : pack().registers) {
    EXPECT_FALSE(book.group.empty()) << book.id;
    for (auto const& text : {book.name, book.group, book.help}) expect_both(book.id, text);
  }
  for (auto const* units : {&pack().units, &pack().bodies})
    for (auto const& unit : *units)
      for (auto const& text : {unit.name, unit.note}) expect_both(unit.id, text);
  for (auto const& question : pack().open_questions) expect_both(question.id, question.text);
}

TEST_F(Yueqing, NothingOfTheTextIsLeftWithoutARegisterOrATask) {
  std::set<std::string> led;
  for (auto const& task : pack().tasks) {
    EXPECT_FALSE(task.registers.empty()) << task.id;
    EXPECT_TRUE(std::ranges::count(task.units, task.lead) == 1)
        << task.id << ": the lead is one of its units";
    EXPECT_FALSE(task.lead_basis.empty()) << task.id;
    if (task.row > 0) {
      EXPECT_EQ(task.lead_certainty, Certainty::to_be_confirmed)
          << task.id << ": the marks of annex 2 are lost";
    }
    led.insert(task.units.begin(), task.units.end());
  }
  for (auto const& unit : pack().units) {
    EXPECT_TRUE(led.contains(unit.id)) << unit.id << " has no task";
    EXPECT_NE(pack().find_task("D-" + unit.id), nullptr) << unit.id << ": its duties are no task";
    EXPECT_EQ(unit.has_duty_entry, !unit.duty_items.empty()) << unit.id;
    auto const* const task = pack().find_task("D-" + unit.id);
    for (auto const& duty : unit.duty_items) {
      EXPECT_FALSE(duty.registers.empty()) << duty.id;
      EXPECT_THAT(unit.duties, HasSubstr(duty.text)) << duty.id << " is not in the unit's entry";
      for (auto const& name : duty.registers) {
        EXPECT_EQ(std::ranges::count(task->registers, name), 1)
            << task->id << " lacks the register " << name << " of " << duty.id;
      }
    }
  }
  for (auto const& target : pack().targets) {
    EXPECT_FALSE(target.indicators.empty()) << target.id;
    EXPECT_FALSE(target.units.empty()) << target.id;
    for (auto const row : target.task_rows) {
      auto const task = std::ranges::find(pack().tasks, row, &Task::row);
      ASSERT_NE(task, pack().tasks.end()) << target.id;
      EXPECT_EQ(std::ranges::count(task->targets, target.id), 1)
          << task->id << " does not name " << target.id;
    }
  }
}

TEST_F(Yueqing, InventsNoThreshold) {
  std::vector<std::string> open;
  for (auto const& target : pack().targets) {
    if (!target.threshold) open.push_back(target.id);
    EXPECT_NE(target.threshold_certainty, Certainty::decided) << target.id << ": nothing is signed yet";
    if (!target.numeric_in_text && target.comparator != Comparator::milestone) {
      EXPECT_EQ(target.threshold_certainty, Certainty::to_be_confirmed) << target.id;
    }
  }
  EXPECT_THAT(open, ElementsAre("K08", "K09", "K18", "K20", "K21"));
  EXPECT_TRUE(pack().decisions.empty());
}

TEST_F(Yueqing, BindsToPostsAndNotToNames) {
  auto const* const office = pack().find_unit("B02");
  ASSERT_NE(office, nullptr);
  EXPECT_EQ(office->host, "U23");
  EXPECT_THAT(office->head, HasSubstr("主要负责人"));
  EXPECT_THAT(office->deputies, ElementsAre("U09", "U11", "U13", "U20", "U22", "U23", "U28"));
}

TEST_F(Yueqing, TownsAreFoundByNameAndCarryBothCodeSets) {
  std::set<std::string> names;
  for (auto const& area : pack().areas) {
    names.insert(area.name.zh);
    std::set<std::string> systems;
    for (auto const& code : area.codes) {
      systems.insert(code.system);
      EXPECT_FALSE(code.source.empty()) << area.id;
    }
    EXPECT_THAT(systems, ElementsAre("areacity-12", "nbs-12", "nbs-9")) << area.id;
    EXPECT_GT(area.villages, 0) << area.id;
    EXPECT_FALSE(area.pinyin.empty()) << area.id;
  }
  EXPECT_EQ(names.size(), 25U);
  EXPECT_EQ(
      std::ranges::count_if(pack().areas, [](Area const& area) { return area.longitude && area.latitude; }),
      9);
}

TEST_F(Yueqing, EachOpenPointIsSaidInBothLanguagesAndConcernsSomething) {
  for (std::size_t i = 0; i < pack().open_questions.size(); ++i) {
    auto const& question = pack().open_questions[i];
    EXPECT_EQ(question.id, fmt::format("Q{:02}", i + 1));
    EXPECT_NE(question.text.zh, question.text.en) << question.id;
    EXPECT_FALSE(question.concerns.empty()) << question.id;
  }
}

TEST_F(AgainstThePlan, UnitsAndDutiesAreVerbatim) {
  auto const units = plan("units");
  EXPECT_EQ(pack().common_duty, text_of(units, "common_duty"));
  ASSERT_EQ(units.at("units").size(), pack().units.size());
  for (auto const& item : units.at("units")) {
    auto const id = text_of(item, "id");
    auto const* const unit = pack().find_unit(id);
    ASSERT_NE(unit, nullptr) << id;
    EXPECT_EQ(unit->name.zh, text_of(item, "name"));
    EXPECT_EQ(unit->name.en, text_of(item, "name_en"));
    EXPECT_EQ(unit->ordinal, text_of(item, "annex1_ord")) << id;
    EXPECT_EQ(unit->duties, text_of(item, "duties")) << id;
    EXPECT_EQ(unit->leading_group_member, item.at("leading_group_member").get<bool>()) << id;
    EXPECT_EQ(unit->has_duty_entry, item.at("has_duty_entry").get<bool>()) << id;
    std::vector<std::string> duties;
    for (auto const& duty : unit->duty_items) duties.push_back(duty.text);
    EXPECT_EQ(duties, list_of<std::string>(item, "duty_items")) << id;
    std::vector<std::string> members;
    if (item.contains("members")) {
      for (auto const& member : item.at("members")) {
        members.push_back(text_of(member, "id"));
        auto const* const area = pack().find_area(members.back());
        ASSERT_NE(area, nullptr) << members.back();
        EXPECT_EQ(area->name.zh, text_of(member, "name"));
        EXPECT_EQ(area->kind, text_of(member, "kind")) << members.back();
      }
    }
    EXPECT_EQ(unit->members, members) << id;
  }
  for (auto const& item : units.at("bodies")) {
    auto const* const body = pack().find_unit(text_of(item, "id"));
    ASSERT_NE(body, nullptr) << text_of(item, "id");
    EXPECT_EQ(body->name.zh, text_of(item, "name"));
    EXPECT_EQ(body->name.en, text_of(item, "name_en"));
    EXPECT_EQ(body->aliases, list_of<std::string>(item, "alias")) << body->id;
    EXPECT_EQ(body->host, text_of(item, "hosted_by")) << body->id;
    EXPECT_EQ(body->deputies, list_of<std::string>(item, "deputies")) << body->id;
    EXPECT_EQ(body->verbatim_members, text_of(item, "verbatim_members")) << body->id;
  }
}

TEST_F(AgainstThePlan, TasksAreVerbatim) {
  auto const tasks = plan("tasks");
  ASSERT_EQ(tasks.at("tasks").size(), 34U);
  for (auto const& item : tasks.at("tasks")) {
    auto const id = text_of(item, "id");
    auto const* const task = pack().find_task(id);
    ASSERT_NE(task, nullptr) << id;
    EXPECT_EQ(task->row, item.at("no").get<int>()) << id;
    EXPECT_EQ(task->group.zh, text_of(item, "group")) << id;
    EXPECT_EQ(task->key_task.zh, text_of(item, "key_task")) << id;
    EXPECT_EQ(task->key_task.en, text_of(item, "key_task_en")) << id;
    EXPECT_EQ(task->measure, text_of(item, "measure")) << id;
    EXPECT_EQ(task->units_text, text_of(item, "units_text")) << id;
    EXPECT_EQ(task->units, list_of<std::string>(item, "unit_ids")) << id;
    EXPECT_EQ(task->lead, text_of(item, "lead_guess")) << id;
    EXPECT_EQ(task->lead_basis.en, text_of(item, "lead_guess_basis")) << id;
  }
}

TEST_F(AgainstThePlan, TargetsAreVerbatim) {
  std::map<std::string, Comparator> const comparators = {{">=", Comparator::at_least},
                                                         {"<=", Comparator::at_most},
                                                         {"=", Comparator::equal},
                                                         {"milestone", Comparator::milestone},
                                                         {"qualitative", Comparator::qualitative}};
  auto const targets = plan("targets");
  ASSERT_EQ(targets.at("targets").size(), 52U);
  for (auto const& item : targets.at("targets")) {
    auto const id = text_of(item, "id");
    auto const* const target = pack().find_target(id);
    ASSERT_NE(target, nullptr) << id;
    EXPECT_EQ(target->wording, text_of(item, "wording_zh")) << id;
    EXPECT_EQ(target->other_wordings, list_of<std::string>(item, "wording_alt_zh")) << id;
    EXPECT_EQ(target->subject, (Text{text_of(item, "subject"), text_of(item, "subject_en")})) << id;
    EXPECT_EQ(target->kind, text_of(item, "kind")) << id;
    EXPECT_EQ(target->comparator, comparators.at(text_of(item, "comparator"))) << id;
    auto const& value = item.at("value");
    EXPECT_EQ(target->threshold, value.is_null() ? std::nullopt : Decimal::parse(value.dump())) << id;
    EXPECT_EQ(target->unit, text_of(item, "unit")) << id;
    EXPECT_EQ(target->period, text_of(item, "period")) << id;
    EXPECT_EQ(target->deadline.to_string(), text_of(item, "deadline")) << id;
    EXPECT_EQ(target->deadline_basis.en, text_of(item, "deadline_basis")) << id;
    if (target->deadline_basis.en.starts_with("assumed")) {
      EXPECT_EQ(target->deadline_certainty, Certainty::to_be_confirmed) << id;
    }
    auto const& baseline = item.at("baseline");
    EXPECT_EQ(target->baseline_year,
              baseline.is_null() ? std::nullopt : std::optional(baseline.at("year").get<int>()))
        << id;
    EXPECT_EQ(target->baseline_unit, baseline.is_null() ? "" : text_of(baseline, "unit")) << id;
    // The reader wrote one of them half in English.
    auto section = text_of(item, "section");
    if (auto const at = section.find(" row 4"); at != std::string::npos) section.replace(at, 6, "第4行");
    EXPECT_EQ(target->section.zh, section) << id;
    EXPECT_EQ(target->task_rows, list_of<int>(item, "task_rows")) << id;
    EXPECT_EQ(target->units, list_of<std::string>(item, "unit_ids")) << id;
    EXPECT_EQ(target->only_in, text_of(item, "only_in")) << id;
    EXPECT_EQ(target->numeric_in_text, item.at("numeric_in_text").get<bool>()) << id;
    EXPECT_EQ(target->numerator, text_of(item, "numerator")) << id;
    EXPECT_EQ(target->denominator, text_of(item, "denominator")) << id;
    EXPECT_EQ(target->definition, text_of(item, "definition")) << id;
    EXPECT_EQ(target->definition_status, text_of(item, "definition_status")) << id;
    EXPECT_EQ(target->note.en, text_of(item, "note")) << id;
  }
  auto const& population = targets.at("population_denominator");
  EXPECT_EQ(population.at("year").get<int>(), pack().population_year);
  EXPECT_EQ(population.at("thousand").dump(), "1453.1");
}

TEST_F(AgainstThePlan, PhasesSafeguardsAndDatesAreVerbatim) {
  auto const phases = plan("phases");
  ASSERT_EQ(phases.at("phases").size(), pack().phases.size());
  for (std::size_t i = 0; i < pack().phases.size(); ++i) {
    auto const& item = phases.at("phases").at(i);
    auto const& phase = pack().phases[i];
    EXPECT_EQ(phase.id, text_of(item, "id"));
    EXPECT_EQ(phase.name, (Text{text_of(item, "name"), text_of(item, "name_en")}));
    EXPECT_EQ(phase.printed, text_of(item, "printed"));
    EXPECT_EQ(phase.text, text_of(item, "text"));
    EXPECT_EQ(day_of(phase.start), text_of(item, "start"));
    EXPECT_EQ(day_of(phase.end), text_of(item, "end"));
    EXPECT_EQ(day_of(phase.strict_end), text_of(item, "end_strict"));
    EXPECT_EQ(phase.deliverables, list_of<std::string>(item, "deliverables"));
  }
  ASSERT_EQ(phases.at("safeguards").size(), pack().safeguards.size());
  for (std::size_t i = 0; i < pack().safeguards.size(); ++i) {
    auto const& item = phases.at("safeguards").at(i);
    EXPECT_EQ(pack().safeguards[i].id, text_of(item, "id"));
    EXPECT_EQ(pack().safeguards[i].name, text_of(item, "name"));
    EXPECT_EQ(pack().safeguards[i].text, text_of(item, "text"));
  }
  ASSERT_EQ(phases.at("dates").size(), pack().dates.size());
  for (std::size_t i = 0; i < pack().dates.size(); ++i) {
    auto const& item = phases.at("dates").at(i);
    EXPECT_EQ(pack().dates[i].id, text_of(item, "id"));
    EXPECT_EQ(pack().dates[i].what, text_of(item, "what"));
    EXPECT_EQ(pack().dates[i].printed, text_of(item, "printed"));
    EXPECT_EQ(pack().dates[i].date.to_string(), text_of(item, "date"));
  }
}

TEST_F(AgainstThePlan, SystemsAreVerbatim) {
  auto const systems = plan("systems");
  ASSERT_EQ(systems.at("systems").size(), pack().systems.size());
  for (std::size_t i = 0; i < pack().systems.size(); ++i) {
    auto const& item = systems.at("systems").at(i);
    auto const& system = pack().systems[i];
    EXPECT_EQ(system.id, text_of(item, "id"));
    EXPECT_EQ(system.name, (Text{text_of(item, "name"), text_of(item, "name_en")})) << system.id;
    EXPECT_EQ(system.kind, text_of(item, "kind")) << system.id;
    EXPECT_EQ(system.owner_units, list_of<std::string>(item, "owner_units")) << system.id;
    EXPECT_EQ(system.task_rows, list_of<int>(item, "task_rows")) << system.id;
    EXPECT_EQ(system.must, text_of(item, "software_must")) << system.id;
    EXPECT_EQ(system.verbatim, text_of(item, "verbatim")) << system.id;
  }
}

TEST_F(AgainstThePlan, TownsHoldTheCodesPointsAndVillagesOfTheirSources) {
  std::ifstream in(source_file("../shared/data/yueqing_towns.csv"));
  if (!in) GTEST_SKIP() << "../shared/data/yueqing_towns.csv is not there";
  std::string line;
  std::getline(in, line);
  std::size_t rows = 0;
  for (; std::getline(in, line); ++rows) {
    if (line.ends_with('\r')) line.pop_back();
    auto const cells = split(line, ',');  // no cell of this file holds a comma
    ASSERT_EQ(cells.size(), 12U) << line;
    auto const* const area = pack().find_area(cells[0]);
    ASSERT_NE(area, nullptr) << line;
    EXPECT_EQ(area->name, (Text{std::string(cells[1]), std::string(cells[2])}));
    EXPECT_EQ(area->kind, cells[3]);
    std::map<std::string, std::string> codes;
    for (auto const& code : area->codes) codes[code.system] = code.code;
    EXPECT_EQ(codes["nbs-9"], cells[4]) << area->id;
    EXPECT_EQ(codes["nbs-12"], cells[5]) << area->id;
    EXPECT_EQ(codes["areacity-12"], cells[6]) << area->id;
    EXPECT_EQ(area->pinyin, cells[7]) << area->id;
    EXPECT_EQ(std::to_string(area->villages), cells[8]) << area->id;
    EXPECT_EQ(area->longitude, Decimal::parse(cells[9])) << area->id;
    EXPECT_EQ(area->latitude, Decimal::parse(cells[10])) << area->id;
    auto const population = std::ranges::find(pack().population, area->id, &PopulationYear::area);
    EXPECT_EQ(population == pack().population.end(), cells[11].empty()) << area->id;
    if (population != pack().population.end()) {
      EXPECT_EQ(population->thousand.times(Decimal(1000)), Decimal::parse(cells[11])) << area->id;
    }
  }
  EXPECT_EQ(rows, pack().areas.size());
}

}  // namespace
}  // namespace shian::pack
