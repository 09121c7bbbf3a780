#include "city/city.hpp"

#include <array>
#include <stdexcept>

#include "base/file_bytes.hpp"
#include "base/hash.hpp"
#include "base/temporary_folder.hpp"
#include "city/signed_decisions.hpp"
#include "indicator/appraisal.hpp"
#include "pack/load.hpp"
#include "pack/points.hpp"
#include "register/lifecycle.hpp"
#include "register/running_clocks.hpp"
#include "register/tables.hpp"
#include "store/migration.hpp"

namespace shian::city {
namespace {

namespace fs = std::filesystem;

// Writes the pack that the store keeps into `folder`; the folder of the pack itself.
Expected<fs::path> extract_pack(store::Session& session, fs::path const& folder) {
  if (!session.has_table("shian_pack_file")) {
    return std::unexpected(
        Error::make("store.unprepared", "这个库还没有装入方案包",
                    "no pack has been loaded into this store yet")
            .hinting("先运行 shian init --store … --pack …", "run shian init --store ... --pack ... first"));
  }
  write_files(kept_files(session), folder);
  return folder / reg::meta(session, "pack_folder");
}

std::expected<Compiled, Errors> compile_kept(store::Session& session, std::vector<pack::Decision> decisions) {
  TemporaryFolder const files("pack");
  auto const folder = extract_pack(session, files.path());
  if (!folder) return std::unexpected(Errors{folder.error()});
  return compile(*folder, std::move(decisions));
}

std::optional<Error> other_pack(store::Session& session, pack::Pack const& pack) {
  auto const there = reg::meta(session, "pack");
  if (there == pack.id) return std::nullopt;
  return Error::make("store.other_pack", "这个库属于方案包 " + there + "，不是 " + pack.id,
                     "this store belongs to the pack " + there + ", not " + pack.id)
      .hinting("换一个库，或用原来的方案包", "use another store, or its own pack");
}

std::span<store::Migration const> migrations() {
  static std::array<store::Migration, 2> const steps = {
      {{1, "the pack's files", create_pack_tables},
       {2, "decisions, and which pack when", [](store::Session& session) {
          create_decision_table(session);
          create_history_table(session);
        }}}};
  return steps;
}

void prepare_tables_for(store::Session& session, Compiled const& compiled) {
  reg::prepare_tables(session, *compiled.schemas);
  indicator::prepare_cell_tables(session);
  store::migrate(session, migrations(), "city");
}

// Cells of measures that are new or changed are built from the records that are there.
std::size_t adopt_measures(store::Session& session, Compiled const& compiled) {
  indicator::Cells cells(session, *compiled.catalogue);
  auto const changed = cells.adopt();
  if (!changed.empty()) {
    reg::Ledger ledger(session, compiled.pack, *compiled.schemas, *compiled.rules);
    indicator::rebuild(ledger, *compiled.catalogue, cells, changed);
  }
  return changed.size();
}

// All that the clocks of records are told from, besides the records.
std::string clock_signature(Compiled const& compiled) {
  std::string text;
  auto const say = [&](auto const&... parts) { ((text += parts, text += '\x1f'), ...); };
  for (auto const& lifecycle : compiled.pack.lifecycles) {
    for (auto const& state : lifecycle.states)
      say(lifecycle.id, state.id, state.when.text, state.from.text, state.is_end ? "end" : "");
    for (auto const& clock : lifecycle.clocks)
      say(lifecycle.id, clock.id, clock.rule, clock.start.text, clock.start_at.text, clock.due.text,
          clock.act.text, clock.act_at.text, clock.when.text, clock.extended, clock.excluded.text);
    for (auto const& step : lifecycle.steps) {
      say(step.id, step.day);
      for (auto const* list : {&step.from, &step.to, &step.needs, &step.takes})
        for (auto const& item : *list) say(item);
      for (auto const& [field, value] : step.sets) say(field, value);
    }
  }
  for (auto const& clock : compiled.pack.clocks)
    say(clock.id, clock.rule, std::to_string(clock.limit.value_or(-1)),
        std::to_string(static_cast<int>(clock.unit)), std::to_string(static_cast<int>(clock.roll)),
        clock.effective_from.to_string(), clock.effective_to ? clock.effective_to->to_string() : "");
  for (auto const& year : compiled.pack.calendar.years) {
    for (auto const day : year.holidays) say(day.to_string());
    say("worked");
    for (auto const day : year.extra_workdays) say(day.to_string());
  }
  return hex(sha256(text));
}

// Inside the write transaction: when the law, the calendar or a lifecycle changed, the clocks of all records
// are worked out anew.
void adopt_clocks(store::Session& session, Compiled const& compiled) {
  auto const signature = clock_signature(compiled);
  if (reg::meta(session, "clock_signature") == signature) return;
  reg::Ledger ledger(session, compiled.pack, *compiled.schemas, *compiled.rules);
  for (auto const& schema : compiled.schemas->all()) reg::rebuild_clocks(ledger, schema);
  reg::set_meta(session, "clock_signature", signature);
}

// Inside the write transaction.
std::size_t keep_pack(store::Session& session, Compiled const& compiled, fs::path const& folder,
                      PackApplication application) {
  auto const files = files_of(compiled.pack, folder);
  application.hash = hash_of(files);
  if (hash_of(kept_files(session)) != application.hash) {
    application.from = reg::meta(session, "pack_version");
    application.to = compiled.pack.version;
    note_application(session, application);
  }
  keep_files(session, files);
  reg::set_meta(session, "pack", compiled.pack.id);
  reg::set_meta(session, "pack_version", compiled.pack.version);
  reg::set_meta(session, "pack_folder", fs::weakly_canonical(folder).filename().string());
  move_edition(session);
  adopt_clocks(session, compiled);
  return adopt_measures(session, compiled);
}

Prepared prepared_of(pack::Pack const& pack) {
  Prepared prepared;
  prepared.pack_id = pack.id;
  prepared.pack_version = pack.version;
  prepared.registers = static_cast<int>(pack.registers.size());
  prepared.indicators = static_cast<int>(pack.indicators.size());
  prepared.targets = static_cast<int>(pack.targets.size());
  return prepared;
}

using Also = std::function<void(store::Session&)>;

// With the decisions signed since: neither they nor the files may move between reading and writing.
std::expected<Prepared, Errors> put_in(store::Session& session, NewPack const& pack, Also const& also) {
  bool const is_new = !session.has_table("shian_meta");
  auto const edition = is_new ? 0 : pack_edition(session);
  auto const has_moved = [&] {
    return pack_edition(session) != edition ||
           (!pack.replaces.empty() && hash_of(kept_files(session)) != pack.replaces);
  };
  auto const moved = [] {
    return std::unexpected(
        Errors{Error::make("pack.moved", "现行方案包已经变动", "the pack in force is another by now")
                   .hinting("重新比较后再应用", "compare it again before you apply it")});
  };
  if (!is_new && has_moved()) return moved();
  auto compiled = compile(pack.folder, is_new ? std::vector<pack::Decision>() : signed_decisions(session));
  if (!compiled) return std::unexpected(std::move(compiled.error()));
  if (!is_new)
    if (auto error = other_pack(session, compiled->pack)) return std::unexpected(Errors{std::move(*error)});
  auto prepared = prepared_of(compiled->pack);
  prepared.is_new = is_new;
  prepare_tables_for(session, *compiled);
  store::Transaction transaction(session, store::Access::write);
  if (has_moved()) return moved();
  auto const rebuilt =
      keep_pack(session, *compiled, pack.folder, {pack.at, pack.account, "", "", "", pack.reason});
  prepared.rebuilt_measures = static_cast<int>(rebuilt);
  also(session);
  transaction.commit();
  return prepared;
}

// With the decision as the newest of those signed.
std::expected<Compiled, Errors> try_decision(store::Session& session, pack::Decision const& decision) {
  auto decisions = signed_decisions(session);
  decisions.push_back(decision);
  auto compiled = compile_kept(session, std::move(decisions));
  if (!compiled) return compiled;
  for (auto const& kept : compiled->pack.decisions)
    if (kept.id == decision.id && kept.idle) return std::unexpected(Errors{*kept.idle});
  auto const point = pack::point_of(compiled->pack, decision.subject);
  SHIAN_ASSERT(point.has_value());
  if (point->decision == nullptr || point->decision->id != decision.id) {
    auto const day = point->decision != nullptr ? point->decision->decided_on.to_string() : std::string();
    return std::unexpected(Errors{Error::make("decision.later", day + " 的决定更晚，仍然有效",
                                              "the decision of " + day + " is later and still holds")});
  }
  return compiled;
}

}  // namespace

PackFiles files_of(pack::Pack const& pack, fs::path const& pack_folder) {
  auto const root = fs::weakly_canonical(pack_folder).parent_path();
  PackFiles files;
  for (auto const& file : pack.files) {
    auto const path = fs::weakly_canonical(file);
    auto content = content_of(path);
    // It was read when the pack was loaded.
    if (!content) throw std::runtime_error(content.error().what.en);
    files[path.lexically_relative(root).generic_string()] = std::move(*content);
  }
  return files;
}

std::expected<Compiled, Errors> compile(fs::path const& pack_folder,
                                        std::vector<pack::Decision> signed_since) {
  auto loaded = pack::load(pack_folder, std::move(signed_since));
  if (!loaded) return std::unexpected(std::move(loaded.error()));
  return compile(std::move(*loaded));
}

std::expected<Compiled, Errors> compile(pack::Pack pack) {
  Compiled made;
  made.pack = std::move(pack);
  made.rules =
      std::make_unique<clock::Rules>(made.pack.clocks, made.pack.calendar, made.pack.utc_offset_minutes);
  auto schemas = reg::Schemas::compile(made.pack, made.rules.get());
  if (!schemas) return std::unexpected(std::move(schemas.error()));
  made.schemas = std::make_unique<reg::Schemas>(std::move(*schemas));
  auto catalogue = indicator::Catalogue::compile(made.pack, *made.schemas, *made.rules);
  if (!catalogue) return std::unexpected(std::move(catalogue.error()));
  made.catalogue = std::make_unique<indicator::Catalogue>(std::move(*catalogue));
  auto acceptance = reg::compile_acceptance(made.pack, *made.schemas, *made.rules);
  if (!acceptance) return std::unexpected(std::move(acceptance.error()));
  made.acceptance = std::move(*acceptance);
  auto signs = reg::compile_signs(made.pack, *made.schemas, *made.rules);
  if (!signs) return std::unexpected(std::move(signs.error()));
  made.signs = std::move(*signs);
  // Whoever scores compiles them anew: here a pack with a faulty scheme is refused.
  auto appraisals = indicator::compile_appraisals(made.pack, *made.schemas, *made.catalogue, *made.rules);
  if (!appraisals) return std::unexpected(std::move(appraisals.error()));
  return made;
}

std::expected<Prepared, Errors> prepare(store::Address const& address, fs::path const& pack_folder) {
  // Faults are told before anything is made.
  if (auto const compiled = compile(pack_folder); !compiled) return std::unexpected(compiled.error());
  return put_in(*store::open(address, store::Create::if_missing), {pack_folder, "", "", "", Timestamp::now()},
                [](store::Session&) {});
}

std::expected<Prepared, Errors> upgrade(store::Address const& address) {
  TemporaryFolder const files("pack");
  auto const session = store::open(address);
  auto const replaces = session->has_table("shian_pack_file") ? hash_of(kept_files(*session)) : "";
  auto const folder = extract_pack(*session, files.path());
  if (!folder) return std::unexpected(Errors{folder.error()});
  return put_in(*session, {*folder, replaces, "", "", Timestamp::now()}, [](store::Session&) {});
}

std::expected<Prepared, Errors> apply_pack(store::Session& session, NewPack const& pack,
                                           std::function<void(store::Session&)> const& also) {
  return put_in(session, pack, also);
}

std::expected<Compiled, Errors> compile_with(store::Session& session, pack::Decision const& decision) {
  auto tried = decision;
  tried.id = next_decision_id(session);
  return try_decision(session, tried);
}

std::expected<Decided, Errors> decide(store::Session& session, pack::Decision decision) {
  decision.id = next_decision_id(session);
  auto compiled = try_decision(session, decision);
  if (!compiled) return std::unexpected(std::move(compiled.error()));
  keep_decision(session, decision);
  move_edition(session);
  adopt_clocks(session, *compiled);
  (void)adopt_measures(session, *compiled);
  return Decided{std::move(decision), std::move(*compiled)};
}

std::expected<std::unique_ptr<City>, Errors> City::open(store::Address const& address) {
  std::unique_ptr<City> city(new City);
  city->session_ = store::open(address);
  auto& session = *city->session_;
  bool const is_current = reg::is_current(session) && store::is_current(session, migrations(), "city");
  if (session.has_table("shian_pack_file") && !is_current) {
    return std::unexpected(
        Errors{Error::make("store.older", "这个库是旧版程序留下的", "an older program left this store")
                   .hinting("先备份，再运行 shian upgrade --store …",
                            "back it up, then run shian upgrade --store ...")});
  }
  std::expected<Compiled, Errors> compiled;
  {
    // Edition, files and decisions of one moment.
    store::Transaction const one_moment(session, store::Access::read);
    compiled = compile_kept(session, signed_decisions(session));
    if (!compiled) return std::unexpected(std::move(compiled.error()));
    city->edition_ = pack_edition(session);
  }
  city->compiled_ = std::move(*compiled);
  city->ledger_ = std::make_unique<reg::Ledger>(session, city->pack(), city->schemas(), city->rules());
  city->cells_ = std::make_unique<indicator::Cells>(session, city->catalogue());
  city->cells_->load_ids();
  city->maintainer_ =
      std::make_unique<indicator::Maintainer>(*city->ledger_, city->catalogue(), *city->cells_);
  city->ledger_->observe(*city->maintainer_);
  city->running_clocks_ = std::make_unique<reg::RunningClocks>(*city->ledger_);
  city->ledger_->observe(*city->running_clocks_);
  city->figures_ = std::make_unique<indicator::Figures>(city->pack(), city->catalogue(), *city->cells_);
  city->evidence_ = std::make_unique<reg::Evidence>(session, address.files_folder());
  city->holdings_ = std::make_unique<Holdings>(session, city->schemas());
  city->standings_ = std::make_unique<Standings>(session, city->figures());
  return city;
}

bool City::has_simulated_records() { return reg::meta(*session_, "simulated") == "yes"; }

void City::note_simulated_records() { reg::set_meta(*session_, "simulated", "yes"); }

Day City::today() {
  if (pack().sample_day && has_simulated_records()) return *pack().sample_day;
  return Timestamp::now().day(utc_offset_minutes());
}

}  // namespace shian::city
