#include "simulate/city_year.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace shian::simulate {
namespace {

struct KindShare {
  char const* kind;
  char const* link;
  double count;  // in a city of 1.45 million
};

std::vector<std::string> const kSurnames = {"王", "李", "张", "刘", "陈", "杨", "黄", "赵"};

constexpr KindShare kKinds[] = {{"小餐饮", "餐饮", 6500},
                                {"食杂店", "流通", 6000},
                                {"食品摊贩", "餐饮", 900},
                                {"中型餐饮", "餐饮", 950},
                                {"大型餐饮", "餐饮", 58},
                                {"特大型餐饮", "餐饮", 9},
                                {"商超", "流通", 260},
                                {"农贸市场", "流通", 46},
                                {"批发市场", "流通", 3},
                                {"食品生产企业", "生产", 320},
                                {"食品小作坊", "生产", 290},
                                {"网络经营", "流通", 420},
                                {"中央厨房", "餐饮", 6},
                                {"集体用餐配送单位", "餐饮", 9},
                                {"学校食堂", "餐饮", 430},
                                {"单位食堂", "餐饮", 410},
                                {"屠宰场", "生产", 1},
                                {"冷库", "流通", 38},
                                {"餐饮具集中消毒单位", "餐饮", 5},
                                {"种养殖基地", "种养", 2900},
                                {"餐厨收运处置单位", "其他", 4},
                                {"养老机构食堂", "餐饮", 64},
                                {"工地食堂", "餐饮", 85},
                                {"医疗托幼食堂", "餐饮", 92}};

}  // namespace

CityYear::CityYear(pack::Pack const& pack, Options const& options, std::vector<SheetWritten>& written)
    : pack_(pack),
      options_(options),
      written_(written),
      dice_(options.seed * 1'000'003 + static_cast<std::uint64_t>(options.year)),
      first_(*Day::from_civil(options.year, 1, 1)),
      last_(options.until) {
  for (auto const& area : pack.areas) area_weights_.push_back(6 + area.villages);
}

void CityYear::write() {
  operators();
  schools();
  people();
  sampling();
  disposals();
  monitoring();
  production();
  traceability();
  catering();
  campus();
  complaints();
  enforcement();
  inspections();
  emergencies();
  governance();
}

int CityYear::scaled(double count) const {
  return std::max(1, static_cast<int>(std::lround(count * options_.scale)));
}

std::string CityYear::area() { return pack_.areas[dice_.weighted(area_weights_)].name.zh; }

Day CityYear::day_in(Day from, Day to) { return to <= from ? from : from + dice_.upto(to - from + 1); }

Day CityYear::workday_in(Day from, Day to) {
  Day day = day_in(from, to);
  // A day or two back to Friday, or on to Monday where the stretch begins on a weekend.
  Day const friday = day - std::max(0, day.iso_weekday() - 5);
  if (friday >= from) return friday;
  return day.iso_weekday() > 5 ? day + (8 - day.iso_weekday()) : day;
}

bool CityYear::school_day(Day day) const {
  int const month = day.month();
  return day.iso_weekday() <= 5 && month != 1 && month != 2 && month != 7 && month != 8;
}

std::string CityYear::written_day(Day day) {
  auto const civil = day.civil();
  switch (dice_.upto(40)) {
    case 0:
      return fmt::format("{}.{}.{}", civil.year, civil.month, civil.day);
    case 1:
      return fmt::format("{}年{}月{}日", civil.year, civil.month, civil.day);
    case 2:
      return fmt::format("{}/{}/{}", civil.year, civil.month, civil.day);
    default:
      return day.to_string();
  }
}

std::string CityYear::past(Day day) const { return day > last_ ? "" : day.to_string(); }

std::string CityYear::unit(char const* id) const {
  auto const* found = pack_.find_unit(id);
  return found != nullptr ? found->name.zh : pack_.units.empty() ? "" : pack_.units.front().name.zh;
}

std::vector<Operator const*> CityYear::of_kind(std::initializer_list<std::string_view> kinds) const {
  std::vector<Operator const*> found;
  for (auto const& one : operators_) {
    if (!one.closed && std::find(kinds.begin(), kinds.end(), one.kind) != kinds.end()) found.push_back(&one);
  }
  return found;
}

void CityYear::operators() {
  auto out = sheet("operator", {"operator_no", "name", "link", "kind", "area", "address", "opened_on",
                                "closed_on", "licensed_on", "licence_until", "in_production", "stopped_on",
                                "famous_workshop_on", "upgraded_maker_on", "key_maker", "sunshine_kitchen_on",
                                "risk_grade", "legal_person", "phone"});
  int number = 0;
  for (auto const& share : kKinds) {
    for (int i = scaled(share.count); i > 0; --i) {
      Operator one;
      one.no = fmt::format("{}{:08}", share.link == std::string_view("生产") ? "SC" : "JY", ++number);
      one.kind = share.kind;
      one.link = share.link;
      one.area = area();
      // Most were there before the year; a few open during it.
      one.opened = dice_.chance(0.94) ? day_in(first_ - 3000, first_ - 1) : day_in(first_, last_);
      one.closed = dice_.chance(0.02);
      Day const closed = day_in(std::max(one.opened, first_), last_);
      bool const maker = one.kind == "食品生产企业";
      bool const workshop = one.kind == "食品小作坊";
      bool const stopped = maker && dice_.chance(0.06);
      one.key_maker = workshop || (maker && dice_.chance(0.1));
      one.famous = workshop && dice_.chance(0.15);
      one.upgraded = maker && dice_.chance(0.2);
      bool const catering = one.link == "餐饮";
      one.sunshine = catering && dice_.chance(0.62);
      std::string const grade = std::string(1, "AABBBBCCD"[dice_.upto(9)]);
      out.row({one.no, fmt::format("模拟{}{}{:05}", one.area, one.kind, number), one.link, one.kind, one.area,
               fmt::format("{}模拟路{}号", one.area, dice_.between(1, 999)), written_day(one.opened),
               one.closed ? closed.to_string() : "", one.opened.to_string(),
               (one.opened + 3650 + 1825).to_string(), maker || workshop ? (stopped ? "否" : "是") : "",
               stopped ? day_in(first_, last_).to_string() : "",
               one.famous ? day_in(first_ - 700, first_ - 1).to_string() : "",
               one.upgraded ? day_in(first_ - 700, first_ - 1).to_string() : "", one.key_maker ? "是" : "否",
               one.sunshine ? day_in(std::max(one.opened, first_ - 500), last_).to_string() : "", grade,
               "模拟" + dice_.pick(kSurnames) + "某", fmt::format("1390000{:04}", number % 10000)});
      operators_.push_back(std::move(one));
    }
  }
}

void CityYear::schools() {
  auto out = sheet("school", {"school_no", "name", "kind", "area", "students", "opened_on", "meal_supply",
                              "principal_duty_on"});
  std::vector<std::string> const kinds = {"幼儿园", "幼儿园", "小学", "小学",
                                          "初中",   "高中",   "中职", "九年一贯"};
  int const count = scaled(236);
  for (int i = 1; i <= count; ++i) {
    School one{fmt::format("XX{:05}", i), area(), dice_.chance(0.96)};
    auto const& kind = dice_.pick(kinds);
    out.row({one.no, fmt::format("模拟{}{}{:03}", one.area, kind, i), kind, one.area,
             std::to_string(dice_.between(90, 2400)), day_in(first_ - 9000, first_ - 400).to_string(),
             one.meals ? "是" : "否", dice_.chance(0.985) ? day_in(first_ - 600, last_).to_string() : ""});
    schools_.push_back(std::move(one));
  }
  auto food = sheet("canteen", {"canteen_no", "name", "school", "area", "licence_no", "licence_from",
                                "licence_until", "stream_code", "central_purchase_from"});
  int number = 0;
  for (auto const& school : schools_) {
    if (!school.meals) continue;
    for (int i = dice_.chance(0.14) ? 2 : 1; i > 0; --i) {
      Canteen one{fmt::format("ST{:05}", ++number), school.no, school.area,
                  day_in(first_ - 1600, first_ - 60)};
      food.row({one.no, fmt::format("模拟食堂{:03}", number), one.school, one.area,
                fmt::format("JY{:08}", 70'000'000 + number), one.licensed.to_string(),
                (one.licensed + 1826).to_string(), fmt::format("YGCF{:05}", number),
                dice_.chance(0.97) ? day_in(one.licensed, last_).to_string() : ""});
      canteens_.push_back(std::move(one));
    }
  }
}

void CityYear::people() {
  struct Person {
    std::string no;
    Day from;
  };
  std::vector<Person> staff;
  {
    auto out = sheet("regulator", {"staff_no", "name", "unit", "area", "post", "from_on", "until_on",
                                   "professional", "professional_basis"});
    std::vector<char const*> const units = {"U23", "U23", "U23", "U23", "U20",
                                            "U20", "U18", "U28", "U30", "U30"};
    int const count = scaled(428);
    for (int i = 1; i <= count; ++i) {
      Person one{fmt::format("JG{:05}", i),
                 dice_.chance(0.93) ? day_in(first_ - 5000, first_ - 30) : day_in(first_, last_)};
      bool const professional = dice_.chance(0.735);
      out.row({one.no, fmt::format("模拟人员{:03}", i), unit(dice_.pick(units)), area(),
               dice_.chance(0.3) ? "食品安全协管员" : "食品安全监管员", one.from.to_string(),
               dice_.chance(0.02) ? day_in(std::max(one.from, first_), last_).to_string() : "",
               professional ? "是" : "否",
               professional ? (dice_.chance(0.7) ? "相关专业学历" : "专业考试合格") : ""});
      staff.push_back(std::move(one));
    }
  }
  struct Session {
    std::string no;
    Day day;
    int hours;
  };
  std::vector<Session> sessions;
  {
    auto out = sheet("training_session", {"session_no", "title", "held_on", "hours", "organiser", "kind"});
    int number = 0;
    for (Day day = first_ + 20; day <= last_; day = day + dice_.between(17, 27)) {
      Session one{fmt::format("PX{}{:03}", options_.year, ++number), workday_in(day, day + 2),
                  dice_.between(3, 7)};
      if (one.day > last_) break;
      out.row({one.no, fmt::format("模拟培训第{}期", number), one.day.to_string(), std::to_string(one.hours),
               unit("U23"), dice_.chance(0.5) ? "面授" : "网络"});
      sessions.push_back(std::move(one));
    }
  }
  auto out = sheet("training_attendance", {"session", "regulator", "attended_on", "hours", "passed"});
  for (auto const& session : sessions) {
    for (auto const& person : staff) {
      if (person.from > session.day || !dice_.chance(0.78)) continue;
      out.row({session.no, person.no, session.day.to_string(), std::to_string(session.hours),
               dice_.chance(0.97) ? "是" : "否"});
    }
  }
}

void CityYear::sampling() {
  struct Form {
    char const* no;
    char const* name;
    char const* link;
  };
  static constexpr Form kForms[] = {
      {"F01", "食品生产企业", "生产"}, {"F02", "食品小作坊", "生产"}, {"F03", "商超", "流通"},
      {"F04", "农批市场", "流通"},     {"F05", "农贸市场", "流通"},   {"F06", "食杂店", "流通"},
      {"F07", "网络", "流通"},         {"F08", "社会餐饮", "餐饮"},   {"F09", "食堂", "餐饮"},
      {"F10", "中央厨房", "餐饮"},     {"F11", "集体配送", "餐饮"},   {"F12", "网络餐饮", "餐饮"},
      {"F13", "小餐饮", "餐饮"},       {"F14", "摊贩", "餐饮"}};
  {
    auto out = sheet("business_form", {"form_no", "name", "link", "exists_from"});
    for (auto const& form : kForms) out.row({form.no, form.name, form.link, "2020-01-01"});
  }
  struct Plan {
    std::string no;
    Day month;
    char const* unit;
    std::string level;
    std::string purpose;
    int batches;
  };
  std::vector<Plan> plans;
  {
    auto out = sheet("sampling_plan", {"plan_no", "level", "department", "purpose", "category", "month",
                                       "due_on", "planned_batches"});
    struct Share {
      char const* unit;
      char const* level;
      char const* purpose;
      double batches;
    };
    static constexpr Share kShares[] = {
        {"U23", "县级", "监督抽检", 285}, {"U23", "省级", "监督抽检", 52}, {"U23", "市级", "评价性抽检", 31},
        {"U20", "县级", "监督抽检", 98},  {"U20", "省级", "例行监测", 20}, {"U20", "市级", "专项监测", 42},
        {"U18", "县级", "风险监测", 9},   {"U09", "县级", "风险监测", 7},  {"U28", "国家级", "风险监测", 6}};
    int number = 0;
    for (int month = 1; month <= 12; ++month) {
      Day const first = *Day::from_civil(options_.year, month, 1);
      for (auto const& share : kShares) {
        Plan one{fmt::format("RW{}{:03}", options_.year, ++number),
                 first,
                 share.unit,
                 share.level,
                 share.purpose,
                 scaled(share.batches)};
        out.row({one.no, one.level, unit(one.unit), one.purpose, "模拟品类", first.to_string(),
                 first.last_of_month().to_string(), std::to_string(one.batches)});
        plans.push_back(std::move(one));
      }
    }
  }
  auto out = sheet("sample", {"sample_code",   "plan",           "task_level",     "purpose",
                              "sampling_unit", "sampled_on",     "received_on",    "report_on",
                              "report_no",     "product",        "category",       "business_form",
                              "link",          "operator",       "maker",          "sampled_unit_name",
                              "area",          "residue_tested", "produce",        "initial_conclusion",
                              "retest_state",  "final",          "concluded_on",   "duplicate_of",
                              "failed_items",  "result",         "standard_value", "laboratory",
                              "sampler"});
  std::vector<std::string> const vegetables = {"韭菜", "芹菜", "豇豆", "鸡蛋", "鲫鱼",
                                               "乌鱼", "猪肉", "菠菜", "草莓", "梭子蟹"};
  std::vector<std::string> const foods = {"糕点",   "酱腌菜", "熟肉制品", "白酒",   "食用油",
                                          "豆制品", "米面",   "饮料",     "调味品", "餐具自消"};
  auto const makers = of_kind({"食品生产企业"});
  auto const workshops = of_kind({"食品小作坊"});
  auto const sellers = of_kind({"商超", "农贸市场", "食杂店", "小餐饮", "中型餐饮", "学校食堂", "网络经营"});
  int number = 0;
  std::size_t next_maker = 0;
  std::string previous;
  for (auto const& plan : plans) {
    if (plan.month > last_) break;
    // Summer brings more work, and late plans are caught up a little later.
    int const due = static_cast<int>(std::lround(plan.batches * (0.93 + 0.07 * dice_.unit())));
    for (int i = 0; i < due; ++i) {
      Day const sampled = workday_in(plan.month, plan.month.last_of_month());
      if (sampled > last_) continue;
      bool const farm = plan.purpose == "例行监测" || plan.purpose == "专项监测";
      bool const produce = farm || dice_.chance(0.34);
      bool const residue = produce && dice_.chance(0.93);
      Day const received = sampled + dice_.between(0, 4);
      Day const report = received + dice_.between(8, 27);
      bool const reported = report <= last_;
      bool const workshop = !farm && plan.purpose == "监督抽检" && dice_.chance(0.08);
      bool const made = !workshop && !produce && dice_.chance(0.32);
      Operator const* maker = workshop ? dice_.pick(workshops)
                              : made   ? makers[next_maker++ % makers.size()]
                                       : nullptr;
      Operator const* seller = dice_.pick(sellers);
      bool const failed = dice_.chance(workshop ? 0.035 : produce ? 0.024 : 0.013);
      bool const contested = failed && dice_.chance(0.18);
      bool const pending = contested && dice_.chance(0.5);
      bool const overturned = contested && !pending && dice_.chance(0.2);
      auto const& form = workshop ? kForms[1]
                         : made   ? kForms[0]
                         : farm   ? kForms[3]
                                  : kForms[static_cast<std::size_t>(2 + dice_.upto(12))];
      auto const code = fmt::format("XC{}{:07}", options_.year, ++number);
      auto const where = maker != nullptr ? maker->area : seller->area;
      bool const twice = !previous.empty() && dice_.chance(0.004);
      out.row({code,
               plan.no,
               plan.level,
               plan.purpose,
               unit(plan.unit),
               written_day(sampled),
               received.to_string(),
               reported ? report.to_string() : "",
               reported ? fmt::format("BG{:07}", number) : "",
               produce ? dice_.pick(vegetables) : dice_.pick(foods),
               produce ? "食用农产品" : "预包装食品",
               form.no,
               farm ? "种养" : form.link,
               seller->no,
               maker != nullptr ? maker->no : "",
               fmt::format("模拟{}{}", seller->area, seller->kind),
               where,
               residue ? "是" : "否",
               produce ? "是" : "否",
               reported ? (failed ? "不合格" : "合格") : "",
               !reported   ? ""
               : pending   ? "复检中"
               : contested ? (overturned ? "推翻" : "维持")
                           : "无",
               !reported || pending    ? ""
               : failed && !overturned ? "不合格"
                                       : "合格",
               !reported || pending ? "" : report.to_string(),
               twice ? previous : "",
               reported && failed ? "腐霉利" : "",
               reported && failed ? fmt::format("{}.{:02}mg/kg", dice_.between(0, 4), dice_.upto(100)) : "",
               reported && failed ? "≤0.2mg/kg" : "",
               "模拟检验机构",
               fmt::format("模拟抽样员{}", dice_.between(1, 30))});
      if (reported && failed && !pending && !overturned) failed_.push_back({code, where, report});
      previous = code;
    }
  }
}

void CityYear::disposals() {
  auto out =
      sheet("disposal", {"disposal_no", "sample", "link", "area", "unit", "received_on", "started_on",
                         "control_on", "cause_on", "penalty_on", "rectified_on", "notified_on", "finished_on",
                         "reviewed_on", "extended_to", "extension_approver", "extension_no"});
  std::vector<std::string> const links = {"流通", "餐饮", "网络"};
  int number = 0;
  for (auto const& failed : failed_) {
    int const parts = dice_.chance(0.35) ? 2 : 1;
    for (int i = 0; i < parts; ++i) {
      Day const received = failed.reported + dice_.between(1, 4);
      if (received > last_) continue;
      bool const extended = dice_.chance(0.05);
      int const days = dice_.chance(0.975) ? dice_.between(18, 86) : dice_.between(91, 120);
      Day const finished = received + days + (extended ? 40 : 0);
      out.row({fmt::format("HC{}{:05}", options_.year, ++number), failed.code,
               i == 0 ? dice_.pick(links) : "生产", failed.area, unit("U23"), received.to_string(),
               past(received + 1), past(received + dice_.between(1, 5)),
               past(received + dice_.between(8, 25)), past(finished - 3), past(finished - 1),
               past(finished - 1), past(finished), past(finished + 2),
               extended ? (received + 150).to_string() : "", extended ? "模拟审批人" : "",
               extended ? fmt::format("模延〔{}〕{}号", options_.year, number) : ""});
    }
  }
  auto ware = sheet("tableware_sample", {"sample_no", "sampled_on", "result_on", "source", "passed", "area"});
  for (int i = scaled(310); i > 0; --i) {
    Day const sampled = workday_in(first_, last_);
    Day const result = sampled + dice_.between(5, 14);
    bool const done = result <= last_;
    bool const central = dice_.chance(0.4);
    ware.row({fmt::format("CJ{:05}", i), sampled.to_string(), done ? result.to_string() : "",
              central ? "集中消毒单位" : "餐饮单位自行消毒",
              done ? (dice_.chance(central ? 0.972 : 0.91) ? "是" : "否") : "", area()});
  }
}

Expected<std::vector<SheetWritten>> simulate(pack::Pack const& pack, Options const& options) {
  if (pack.areas.empty() || pack.find_register("operator") == nullptr) {
    return fail("simulate.pack", "方案包没有镇街或没有主体台账,无法生成模拟数据",
                "the pack has no area or no operator register: nothing can be simulated");
  }
  if (options.scale <= 0 || options.scale > 1000 || options.year < 2000 || options.year > 2100) {
    return fail("simulate.options", "规模应在 0 到 1000 之间,年份应在 2000 到 2100 之间",
                "the scale runs from 0 to 1000, the year from 2000 to 2100");
  }
  std::error_code failed;
  std::filesystem::create_directories(options.folder, failed);
  if (failed)
    return fail("simulate.folder", "无法建立文件夹 " + options.folder.string(),
                "cannot make the folder " + options.folder.string());
  std::vector<SheetWritten> written;
  CityYear(pack, options, written).write();
  std::ofstream order(options.folder / "order.txt");
  for (auto const& one : written) order << one.register_id << '\t' << one.file << '\n';
  order.flush();
  if (!order) return fail("simulate.write", "写不下模拟数据", "the simulated data could not be written");
  return written;
}

}  // namespace shian::simulate
