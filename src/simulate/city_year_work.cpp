// The year's work that is not sampling: monitoring, production, catering, schools, complaints, cases,
// governance.
#include <fmt/format.h>

#include <algorithm>

#include "simulate/city_year.hpp"

namespace shian::simulate {

void CityYear::monitoring() {
  std::vector<std::string> points;
  {
    auto out = sheet("monitoring_point", {"point_no", "name", "area", "kind", "from_on"});
    // One town has no point yet.
    for (std::size_t i = 0; i + 1 < pack_.areas.size(); ++i) {
      auto const no = fmt::format("JC{:03}", i + 1);
      out.row({no, fmt::format("模拟监测点{:02}", i + 1), pack_.areas[i].name.zh, "综合",
               day_in(first_ - 900, first_ - 1).to_string()});
      points.push_back(no);
    }
  }
  auto out = sheet("monitoring_sample", {"sample_no", "point", "area", "unit", "product", "sampled_on",
                                         "completed_on", "hazard_found"});
  for (int i = 1, all = scaled(1190); i <= all; ++i) {
    Day const sampled = workday_in(first_, last_);
    Day const done = sampled + dice_.between(6, 30);
    auto const which = static_cast<std::size_t>(dice_.upto(static_cast<int>(points.size())));
    out.row({fmt::format("FX{:06}", i), points[which], pack_.areas[which].name.zh, unit("U22"), "模拟样品",
             sampled.to_string(), past(done), done <= last_ ? (dice_.chance(0.03) ? "是" : "否") : ""});
  }
  auto tools = sheet("monitoring_equipment", {"item", "required", "held", "counted_from"});
  for (int i = 1; i <= 42; ++i) {
    int const required = dice_.between(1, 4);
    tools.row({fmt::format("模拟设备{:02}", i), std::to_string(required),
               std::to_string(dice_.chance(0.9) ? required : required - 1), first_.to_string()});
  }
}

void CityYear::production() {
  {
    auto out = sheet("pesticide_use",
                     {"use_no", "used_on", "area", "product", "amount", "active_content", "crop", "banned"});
    for (int i = 1, all = scaled(4200); i <= all; ++i) {
      out.row({fmt::format("SY{:07}", i), day_in(first_ + 45, last_).to_string(), area(), "模拟农药",
               fixed(4 + 26 * dice_.unit(), 2), fixed(8 + 30 * dice_.unit(), 1), "水稻",
               dice_.chance(0.0005) ? "是" : "否"});
    }
  }
  {
    auto out = sheet("pesticide_sale", {"sale_no", "sold_on", "outlet", "area", "product", "amount",
                                        "active_content", "buyer"});
    for (int i = 1, all = scaled(3000); i <= all; ++i) {
      out.row({fmt::format("XS{:07}", i), day_in(first_, last_).to_string(),
               fmt::format("模拟农资店{:02}", dice_.between(1, 60)), area(), "模拟农药",
               fixed(8 + 36 * dice_.unit(), 2), fixed(8 + 30 * dice_.unit(), 1), "模拟农户"});
    }
  }
  {
    auto out = sheet("sown_area", {"year", "season", "area", "crop", "mu", "counted_on"});
    for (auto const& area : pack_.areas) {
      for (char const* season : {"春", "夏"}) {
        Day const counted = *Day::from_civil(
            options_.year, season[0] == "春"[0] && season[1] == "春"[1] && season[2] == "春"[2] ? 5 : 9, 10);
        if (counted > last_) continue;
        out.row({std::to_string(options_.year), season, area.name.zh, "农作物",
                 fixed(scaled(2600.0) + 40.0 * area.villages * options_.scale, 1), counted.to_string()});
      }
    }
  }
  {
    auto out = sheet("emission", {"year", "emitter", "metal", "amount", "reported_on"});
    for (int i = 1; i <= 12; ++i) {
      for (char const* metal : {"铅", "铬", "镉"}) {
        out.row({"2020", fmt::format("模拟排放单位{:02}", i), metal, fixed(0.5 + 9 * dice_.unit(), 3),
                 "2021-03-31"});
      }
    }
  }
  auto const abattoirs = of_kind({"屠宰场"});
  auto slaughter = sheet("slaughter_day", {"day", "operator", "area", "species", "arrived", "slaughtered",
                                           "quarantined", "inspected", "condemned"});
  for (Day day = first_; day <= last_ && !abattoirs.empty(); ++day) {
    int const head = dice_.between(380, 620);
    slaughter.row({day.to_string(), abattoirs.front()->no, abattoirs.front()->area, "猪",
                   std::to_string(head + 2), std::to_string(head), std::to_string(head - 1),
                   std::to_string(head - 1), std::to_string(dice_.upto(4))});
  }
  auto carcass = sheet("carcass_treatment", {"day", "source", "area", "head", "weight", "treated", "method"});
  for (Day day = first_; day <= last_; day = day + 2) {
    auto const tonnes = fixed(0.2 + 1.5 * dice_.unit(), 3);
    carcass.row({day.to_string(), fmt::format("模拟收集点{}", dice_.between(1, 9)), area(),
                 std::to_string(dice_.between(2, 40)), tonnes, tonnes, "高温化制"});
  }
}

void CityYear::traceability() {
  auto const stores = of_kind({"冷库"});
  {
    auto out =
        sheet("cold_chain_day", {"day", "operator", "area", "due_to_code", "coded", "scans_due", "scanned"});
    for (auto const* store : stores) {
      for (Day day = first_; day <= last_; day = day + dice_.between(1, 3)) {
        int const due = dice_.between(20, 400);
        int const scans = due * dice_.between(2, 4);
        int const coded = dice_.chance(0.93) ? due : due - dice_.upto(1 + due / 30);
        int const scanned = dice_.chance(0.85) ? scans : scans - dice_.upto(1 + scans / 12);
        out.row({day.to_string(), store->no, store->area, std::to_string(due), std::to_string(coded),
                 std::to_string(scans), std::to_string(scanned)});
      }
    }
  }
  {
    auto out = sheet("goods_problem", {"problem_no", "found_on", "area", "unit", "goods", "problem",
                                       "sealed_on", "handled_on"});
    for (int i = 1; i <= 16; ++i) {
      Day const found = day_in(first_, last_);
      out.row({fmt::format("WY{:03}", i), found.to_string(), area(), unit("U23"), "模拟冷链货物",
               "外包装核酸阳性(模拟)", past(found), past(found + dice_.between(0, 5))});
    }
  }
  struct Duty {
    Operator const* one;
    std::string product;
  };
  std::vector<Duty> duties;
  {
    auto out = sheet("trace_duty", {"operator", "product", "product_class", "from_on", "area"});
    for (auto const* one : of_kind({"商超", "农贸市场", "批发市场", "大型餐饮", "特大型餐饮", "屠宰场"})) {
      for (auto const& [product, kind] :
           {std::pair{"猪肉", "肉类"}, std::pair{"鲫鱼", "淡水鱼"}, std::pair{"车厘子", "进口水果"}}) {
        if (!dice_.chance(0.7)) continue;
        out.row({one->no, product, kind, (first_ - 30).to_string(), one->area});
        duties.push_back({one, product});
      }
    }
  }
  auto out =
      sheet("trace_record", {"trace_duty", "day", "direction", "batch", "counterpart", "quantity", "area"});
  for (Day month = first_; month <= last_; month = month.plus_months(1)) {
    for (auto const& duty : duties) {
      Day const in = day_in(month, std::min(month.last_of_month(), last_));
      auto const name = duty.one->no + "/" + duty.product;
      auto const batch = fmt::format("P{}{:02}", options_.year, month.month());
      if (dice_.chance(0.985))
        out.row({name, in.to_string(), "进货", batch, "模拟供应商", fixed(20 + 400 * dice_.unit(), 1),
                 duty.one->area});
      if (dice_.chance(0.965))
        out.row({name, in.to_string(), "销货", batch, "模拟客户", fixed(20 + 400 * dice_.unit(), 1),
                 duty.one->area});
    }
  }
  auto certificate = sheet("commitment_certificate", {"certificate_no", "product", "weight", "origin", "area",
                                                      "issued_on", "subject", "basis"});
  for (int i = 1, all = scaled(6000); i <= all; ++i) {
    auto const where = area();
    certificate.row({fmt::format("HG{:08}", i), "杨梅", fixed(10 + 900 * dice_.unit(), 1), where, where,
                     day_in(first_, last_).to_string(), fmt::format("模拟合作社{:03}", dice_.between(1, 400)),
                     "质量安全控制"});
  }
  auto entry = sheet("market_entry", {"entry_no", "arrived_on", "operator", "area", "product", "supplier",
                                      "certificate_no", "tested", "passed"});
  auto const markets = of_kind({"农贸市场", "批发市场"});
  for (int i = 1, all = scaled(9000); i <= all; ++i) {
    auto const* market = dice_.pick(markets);
    bool const certified = dice_.chance(0.93);
    entry.row({fmt::format("ZR{:08}", i), day_in(first_, last_).to_string(), market->no, market->area, "杨梅",
               "模拟供货人", certified ? fmt::format("HG{:08}", dice_.between(1, scaled(6000))) : "",
               certified ? "否" : "是", dice_.chance(0.995) ? "是" : "否"});
  }
}

void CityYear::catering() {
  auto const high_risk = of_kind({"中央厨房", "集体用餐配送单位", "大型餐饮", "特大型餐饮"});
  {
    auto out = sheet("smart_kitchen", {"operator", "accepted_on", "sensors", "ai_capture"});
    for (auto const* one : high_risk) {
      if (dice_.chance(0.88))
        out.row(
            {one->no, day_in(first_ - 200, last_).to_string(), std::to_string(dice_.between(4, 20)), "是"});
    }
  }
  {
    auto out = sheet("system_certificate",
                     {"certificate_no", "operator", "scheme", "valid_from", "valid_until", "body"});
    int number = 0;
    for (auto const* one : of_kind({"中央厨房", "集体用餐配送单位"})) {
      // One certificate ran out in the summer and was not renewed.
      Day const from = ++number == 2 ? first_ - 900 : day_in(first_ - 600, first_ - 10);
      Day const until = number == 2 ? *Day::from_civil(options_.year, 8, 20) : from + 1095;
      out.row({fmt::format("RZ{:05}", number), one->no, number % 3 == 0 ? "ISO22000" : "HACCP",
               from.to_string(), until.to_string(), "模拟认证机构"});
    }
  }
  std::vector<Operator const*> online;
  {
    auto out = sheet("platform_shop",
                     {"platform", "shop_no", "operator", "area", "listed_on", "delisted_on", "activated_on"});
    int number = 0;
    for (auto const* one : of_kind({"小餐饮", "中型餐饮", "大型餐饮", "特大型餐饮"})) {
      if (!dice_.chance(one->sunshine ? 0.42 : 0.06)) continue;
      online.push_back(one);
      for (char const* platform : {"模拟平台甲", "模拟平台乙"}) {
        if (platform[std::char_traits<char>::length(platform) - 1] == "乙"[2] && !dice_.chance(0.45))
          continue;
        Day const listed = day_in(std::max(one->opened, first_ - 700), last_);
        bool const active = dice_.chance(0.93);
        out.row({platform, fmt::format("{:07}", ++number), one->no, one->area, listed.to_string(),
                 dice_.chance(0.03) ? day_in(listed, last_).to_string() : "",
                 active ? day_in(std::max(listed, first_ - 90), last_).to_string() : ""});
      }
    }
  }
  {
    auto out = sheet("merchant_use", {"operator", "used_on", "use"});
    for (auto const* one : online) {
      double const eager = dice_.unit();
      int const step = eager < 0.8 ? 6 : 15;
      for (Day day = std::max(first_ + 60, one->opened) + dice_.upto(step); day <= last_; day = day + step)
        out.row({one->no, day.to_string(), "每周自查"});
    }
  }
  {
    auto out = sheet("sunshine_complex", {"name", "area", "started_on", "accepted_on", "shops"});
    out.row(
        {"模拟阳光餐饮街区一", pack_.areas[0].name.zh, (first_ - 200).to_string(), past(first_ + 95), "32"});
    out.row({"模拟阳光餐饮综合体二", pack_.areas[pack_.areas.size() / 2].name.zh, first_.to_string(),
             past(first_ + 210), "41"});
    out.row({"模拟阳光餐饮街区三", pack_.areas.back().name.zh, (first_ + 120).to_string(), "", "27"});
  }
  {
    auto out = sheet("kitchen_waste",
                     {"day", "area", "operator", "generated", "collected", "treated", "kind", "destination"});
    auto const handlers = of_kind({"餐厨收运处置单位"});
    for (Day day = first_; day <= last_; ++day) {
      for (auto const& area : pack_.areas) {
        double const made = (2.0 + 0.25 * area.villages) * (0.8 + 0.4 * dice_.unit());
        double const collected = made * (0.97 + 0.03 * dice_.unit());
        double const treated = dice_.chance(0.97) ? collected : collected * 0.9;
        out.row({day.to_string(), area.name.zh, dice_.pick(handlers)->no, fixed(made, 3), fixed(collected, 3),
                 fixed(treated, 3), "餐厨垃圾", "模拟处置厂"});
      }
    }
  }
  auto alarm = sheet("kitchen_alarm",
                     {"alarm_no", "raised_on", "operator", "area", "kind", "handled_on", "false_alarm"});
  std::vector<std::string> const kinds = {"未戴口罩", "未戴帽", "鼠患", "抽烟", "温度异常"};
  for (int i = 1, all = scaled(2600); i <= all; ++i) {
    auto const* one = dice_.pick(high_risk);
    Day const raised = day_in(first_, last_);
    alarm.row({fmt::format("GJ{:07}", i), raised.to_string(), one->no, one->area, dice_.pick(kinds),
               past(raised + dice_.between(0, 4)), dice_.chance(0.12) ? "是" : "否"});
  }
  auto five = sheet("five_s_acceptance", {"operator", "accepted_on", "acceptor", "score"});
  for (auto const& one : operators_) {
    if (one.closed || !(one.famous || one.upgraded) || !dice_.chance(0.91)) continue;
    five.row(
        {one.no, day_in(first_ - 120, last_).to_string(), unit("U23"), fixed(80 + 19 * dice_.unit(), 1)});
  }
}

void CityYear::campus() {
  {
    auto out = sheet("kitchen_stream_day", {"canteen", "day", "online", "minutes"});
    for (auto const& canteen : canteens_) {
      double const steady = dice_.chance(0.985) ? 0.985 : 0.4;
      for (Day day = first_; day <= last_; ++day) {
        if (!school_day(day)) continue;
        bool const online = dice_.chance(steady);
        out.row({canteen.no, day.to_string(), online ? "是" : "否",
                 std::to_string(online ? dice_.between(180, 540) : 0)});
      }
    }
  }
  {
    auto out = sheet("campus_platform_day", {"school", "day", "self_check", "problems"});
    auto companion = sheet("meal_companion", {"school", "day", "meal", "companion"});
    for (auto const& school : schools_) {
      if (!school.meals) continue;
      double const steady = dice_.chance(0.97) ? 0.97 : 0.5;
      for (Day day = first_; day <= last_; ++day) {
        if (!school_day(day)) continue;
        out.row({school.no, day.to_string(), dice_.chance(steady) ? "是" : "否",
                 std::to_string(dice_.chance(0.05) ? 1 : 0)});
        if (dice_.chance(steady)) companion.row({school.no, day.to_string(), "午餐", "模拟陪餐人"});
      }
    }
  }
  {
    auto out = sheet("opening_check", {"school", "checked_on", "term", "passed", "unit"});
    for (auto const& school : schools_) {
      Day const spring =
          workday_in(*Day::from_civil(options_.year, 2, 14), *Day::from_civil(options_.year, 3, 18));
      if (spring <= last_)
        out.row({school.no, spring.to_string(), "春季", dice_.chance(0.96) ? "是" : "否", unit("U11")});
      Day const autumn =
          workday_in(*Day::from_civil(options_.year, 8, 26), *Day::from_civil(options_.year, 9, 23));
      if (autumn <= last_ && dice_.chance(0.992))
        out.row({school.no, autumn.to_string(), "秋季", dice_.chance(0.96) ? "是" : "否", unit("U11")});
    }
  }
  auto policy =
      sheet("insurance_policy", {"policy_no", "school", "insurer", "valid_from", "valid_until", "premium"});
  int number = 0;
  for (auto const& school : schools_) {
    if (!dice_.chance(0.985)) continue;
    Day const from = day_in(first_ - 150, first_ + 200);
    if (from > last_) continue;
    policy.row({fmt::format("BX{:05}", ++number), school.no, "模拟保险", from.to_string(),
                (from + 364).to_string(), fixed(600 + 900 * dice_.unit(), 2)});
    Day const before = from - 365;
    policy.row({fmt::format("BX{:05}", ++number), school.no, "模拟保险", before.to_string(),
                (from - 1).to_string(), fixed(600 + 900 * dice_.unit(), 2)});
  }
}

void CityYear::complaints() {
  {
    auto out = sheet("complaint", {"complaint_no", "channel", "kind", "food", "area", "unit", "received_on",
                                   "accepted_on", "not_accepted_on", "not_accepted_reason", "closed_on",
                                   "told_on", "content", "operator_name", "complainant", "phone"});
    std::vector<std::string> const channels = {"12345", "12345", "12345", "12315",
                                               "12315", "网络",  "来信",  "电话"};
    for (int i = 1, all = scaled(4400); i <= all; ++i) {
      // Summer evenings bring more complaints.
      Day received = day_in(first_, last_);
      if (received.month() < 5 && dice_.chance(0.25)) received = day_in(std::min(last_, first_ + 150), last_);
      bool const report = dice_.chance(0.22);
      bool const refused = dice_.chance(0.06);
      Day const accepted = received + dice_.between(0, 8);
      int const days = dice_.chance(0.978) ? dice_.between(3, 55) : dice_.between(70, 110);
      Day const closed = accepted + days;
      auto town = area();
      if (dice_.chance(0.03) && town.ends_with("镇")) town.resize(town.size() - 3);  // "柳市" for 柳市镇
      if (dice_.chance(0.002)) town = "不详";  // a row that has to go back to its sender
      out.row({fmt::format("TS{}{:06}", options_.year, i), dice_.pick(channels), report ? "举报" : "投诉",
               dice_.chance(0.86) ? "是" : "否", town, unit("U23"), written_day(received),
               refused ? "" : past(accepted), refused ? past(accepted) : "",
               refused ? "不属本部门职责(模拟)" : "", refused ? "" : past(closed),
               refused ? "" : past(closed + dice_.between(0, 5)), "模拟诉求内容",
               fmt::format("模拟商户{:04}", dice_.between(1, 9000)), "模拟投诉人",
               fmt::format("1380000{:04}", dice_.upto(10000))});
    }
  }
  auto out = sheet("hotline_day", {"day", "line", "unit", "queued", "answered", "abandoned_short"});
  for (Day day = first_; day <= last_; ++day) {
    for (auto const& [line, owner] : {std::pair{"12345", "U08"}, std::pair{"12315", "U23"}}) {
      int const queued = scaled(day.iso_weekday() <= 5 ? dice_.between(60, 140) : dice_.between(10, 30));
      int const hung_up = dice_.upto(1 + queued / 25);
      int const missed = dice_.upto(1 + (queued - hung_up) / 9);
      out.row({day.to_string(), line, unit(owner), std::to_string(queued),
               std::to_string(queued - hung_up - missed), std::to_string(hung_up)});
    }
  }
}

void CityYear::enforcement() {
  struct Filed {
    std::string no;
    std::string area;
    Day day;
  };
  std::vector<Filed> filed;
  {
    auto out = sheet("lead", {"lead_no", "found_on", "verified_on", "meets_conditions", "filed_on",
                              "not_filed_reason", "not_filed_approved_on", "source", "area", "unit"});
    std::vector<std::string> const sources = {"抽检", "检查", "投诉举报", "移送"};
    for (int i = 1, all = scaled(420); i <= all; ++i) {
      Day const found = workday_in(first_, last_);
      Day const verified = found + dice_.between(2, 28);
      bool const meets = dice_.chance(0.82);
      bool const lawful = meets && dice_.chance(0.03);
      bool const missed = meets && !lawful && dice_.chance(0.006);
      Day const day = verified + dice_.between(0, 4);
      auto const no = fmt::format("XS{}{:04}", options_.year, i);
      auto const where = area();
      out.row({no, found.to_string(), past(verified), verified <= last_ ? (meets ? "是" : "否") : "",
               meets && !lawful && !missed ? past(day) : "", lawful ? "情节轻微及时改正(模拟)" : "",
               lawful ? past(day) : "", dice_.pick(sources), where, unit("U23")});
      if (meets && !lawful && !missed && day <= last_) filed.push_back({no, where, day});
    }
  }
  auto out =
      sheet("case_file", {"case_no", "lead", "filed_on", "due_extended_to", "suspended_days", "decided_on",
                          "closed_on", "area", "unit", "cause", "fine", "fine_on_persons"});
  int number = 0;
  for (auto const& one : filed) {
    int const suspended = dice_.chance(0.2) ? dice_.between(5, 40) : 0;
    bool const extended = dice_.chance(0.08);
    int const days = dice_.chance(0.985) ? dice_.between(20, 88) : dice_.between(95, 140);
    Day const closed = one.day + days + suspended;
    out.row({fmt::format("模市监罚〔{}〕{}号", options_.year, ++number), one.no, one.day.to_string(),
             extended ? (one.day + 120 + suspended).to_string() : "", std::to_string(suspended),
             past(closed - 8), past(closed), one.area, unit("U23"), "经营不合格食品(模拟)",
             fixed(2000 + 48000 * dice_.unit(), 2), dice_.chance(0.1) ? fixed(3000 * dice_.unit(), 2) : ""});
  }
}

void CityYear::inspections() {
  auto out = sheet("inspection",
                   {"inspection_no", "operator", "area", "unit", "inspected_on", "kind", "items_checked",
                    "items_failed", "hygiene_pass", "result", "officer_one", "officer_two", "published_on"});
  int number = 0;
  auto const one_visit = [&](Operator const& one, Day day, std::string const& officer, int checked) {
    int const failed = dice_.chance(0.7) ? 0 : dice_.between(1, 6);
    bool const clean = dice_.chance(0.9);
    Day const published = day + dice_.between(2, 26);
    out.row({fmt::format("JD{}{:07}", options_.year, ++number), one.no, one.area, unit("U23"),
             day.to_string(), "日常监督检查", std::to_string(checked), std::to_string(failed),
             clean ? "是" : "否",
             failed == 0  ? "符合"
             : failed < 4 ? "基本符合"
                          : "不符合",
             officer, "模拟检查员乙", past(published)});
  };
  for (auto const& one : operators_) {
    if (one.closed || !dice_.chance(one.key_maker ? 0.97 : 0.81)) continue;
    Day const from = std::max(first_, one.opened);
    if (from > last_) continue;
    for (int visits = one.key_maker ? 2 : 1; visits > 0; --visits) {
      one_visit(one, workday_in(from, last_), fmt::format("模拟检查员{:03}", dice_.between(1, 160)),
                dice_.between(18, 46));
    }
  }
  // A batch that looks written at a desk: one officer, one day, the same figures.
  Day const busy = workday_in(last_ - 20, last_ - 10);
  for (int i = 0; i < scaled(70) && static_cast<std::size_t>(i) < operators_.size(); ++i) {
    if (!operators_[static_cast<std::size_t>(i)].closed &&
        operators_[static_cast<std::size_t>(i)].opened <= busy) {
      one_visit(operators_[static_cast<std::size_t>(i)], busy, "模拟检查员007", 20);
    }
  }
}

void CityYear::emergencies() {
  {
    auto out = sheet("incident", {"incident_no", "grade", "occurred_on", "area", "place", "ill", "cause"});
    for (Day month = first_; month <= last_; month = month.plus_months(1)) {
      Day const day = month.last_of_month();
      if (day <= last_ && month.month() != 7)
        out.row({fmt::format("SG{}{:02}", options_.year, month.month()), "零报告", day.to_string(), "", "",
                 "0", ""});
    }
    Day const outbreak = *Day::from_civil(options_.year, 7, 16);
    if (outbreak <= last_)
      out.row({fmt::format("SG{}07", options_.year), "一般", outbreak.to_string(), pack_.areas[0].name.zh,
               "模拟宴席", "23", "副溶血性弧菌(模拟)"});
  }
  {
    auto out = sheet("illness_event", {"event_no", "found_on", "reported_on", "area", "cases", "cause"});
    Day const found = *Day::from_civil(options_.year, 7, 17);
    if (found <= last_)
      out.row({"SJ001", found.to_string(), found.to_string(), pack_.areas[0].name.zh, "23",
               "副溶血性弧菌(模拟)"});
  }
  auto out = sheet("illness_case", {"case_no", "patient", "diagnosed_on", "reported_on", "hospital", "area",
                                    "exposure", "exposure_place", "event_no"});
  int number = 0;
  Day const outbreak = *Day::from_civil(options_.year, 7, 17);
  if (outbreak <= last_) {
    for (int i = 0; i < 23; ++i) {
      Day const day = outbreak + dice_.upto(2);
      out.row({fmt::format("BL{:06}", ++number), "模拟患者", day.to_string(), past(day + 1), "模拟医院",
               pack_.areas[0].name.zh, "海鲜拼盘", "模拟宴席", "SJ001"});
    }
  }
  for (int i = scaled(520); i > 0; --i) {
    Day const day = day_in(first_, last_);
    out.row({fmt::format("BL{:06}", ++number), "模拟患者", day.to_string(), past(day + dice_.between(0, 3)),
             "模拟医院", area(), "不明", "家庭", ""});
  }
  auto plan = sheet("emergency_plan", {"area_name", "version", "area", "unit", "revised_on", "document_no"});
  plan.row(
      {"市级", fmt::format("{}", options_.year), "", unit("U23"), (first_ + 80).to_string(), "模拟〔1〕号"});
  for (auto const& town : pack_.areas) {
    if (dice_.chance(0.9))
      plan.row({town.name.zh, fmt::format("{}", options_.year), town.name.zh, unit("U30"),
                day_in(first_ + 40, last_).to_string(), "模拟〔2〕号"});
  }
  auto drill = sheet("drill", {"drill_no", "title", "held_on", "area", "unit", "people"});
  for (int i = 1; i <= 9; ++i)
    drill.row({fmt::format("YL{:02}", i), "模拟应急演练", day_in(first_ + 60, last_).to_string(), area(),
               unit("U23"), std::to_string(dice_.between(30, 160))});
}

void CityYear::governance() {
  {
    auto out = sheet("survey_wave", {"wave_no", "held_on", "valid_answers", "aware_answers",
                                     "satisfaction_score", "satisfaction_sd", "method", "surveyor"});
    Day const one = *Day::from_civil(options_.year, 4, 20);
    Day const two = *Day::from_civil(options_.year, 9, 8);
    if (one <= last_)
      out.row({fmt::format("MYD{}-1", options_.year), one.to_string(), "612", "507", "83.10", "16.4",
               "电话调查(模拟)", "模拟调查机构"});
    if (two <= last_)
      out.row({fmt::format("MYD{}-2", options_.year), two.to_string(), "824", "717", "85.62", "15.2",
               "电话调查(模拟)", "模拟调查机构"});
  }
  {
    auto out = sheet("milestone", {"code", "name", "unit", "planned_on", "done_on", "document_no"});
    out.row({"evaluation_application", "提交评价申请(模拟)", unit("U23"), "2022-07-31",
             past(*Day::from_civil(options_.year, 7, 22)), "模拟〔22〕号"});
    out.row({"slaughterhouse", "生猪定点屠宰场建成投用(模拟)", unit("U20"), "2022-12-31", "", ""});
  }
  {
    auto out = sheet("appraisal_scheme",
                     {"year", "area", "adopted_on", "food_safety_points", "total_points", "document_no"});
    for (std::size_t i = 0; i + 1 < pack_.areas.size(); ++i) {  // one town has not sent its scheme
      Day const adopted = day_in(first_ + 60, first_ + 150);
      if (adopted > last_) continue;
      out.row({std::to_string(options_.year), pack_.areas[i].name.zh, adopted.to_string(),
               i == 4 ? "2.5" : "3", "100", fmt::format("模镇〔{}〕{}号", options_.year, i + 1)});
    }
  }
  {
    auto out = sheet("finding", {"finding_no", "found_on", "source", "area", "unit", "task", "grade",
                                 "content", "due_on", "closed_on"});
    for (int i = 1, all = scaled(240); i <= all; ++i) {
      Day const found = workday_in(first_ + 90, last_);
      out.row({fmt::format("WT{:04}", i), found.to_string(), dice_.chance(0.5) ? "明查" : "暗访", area(),
               unit("U30"), "R25", "一般", "模拟问题", (found + 15).to_string(),
               past(found + dice_.between(3, 22))});
    }
  }
  {
    auto out = sheet("circular", {"document_no", "title", "issued_on", "unit", "kind"});
    for (int i = 1; first_ + 100 + 30 * i <= last_; ++i) {
      out.row({fmt::format("模创建办〔{}〕{}号", options_.year, i), "模拟督查通报",
               (first_ + 100 + 30 * i).to_string(), unit("U23"), "督查通报"});
    }
  }
  {
    auto out = sheet("work_record",
                     {"record_no", "matter", "done_on", "area", "unit", "task", "document_no", "content"});
    int number = 0;
    for (auto const& unit : pack_.units) {
      for (int i = dice_.between(2, 9); i > 0; --i) {
        out.row({fmt::format("GZ{:05}", ++number), "模拟工作事项", workday_in(first_, last_).to_string(), "",
                 unit.name.zh, "D-" + unit.id, "", "模拟内容"});
      }
    }
  }
  auto out = sheet("publicity", {"entry_no", "title", "held_on", "kind", "area", "unit", "people"});
  for (int i = 1, all = scaled(160); i <= all; ++i) {
    out.row({fmt::format("XC{:04}", i), "模拟宣传活动", day_in(first_, last_).to_string(),
             dice_.chance(0.5) ? "科普进校园" : "媒体报道", area(), unit("U02"),
             std::to_string(dice_.between(20, 900))});
  }
}

}  // namespace shian::simulate
