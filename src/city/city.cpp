#include "city/city.hpp"

#include <array>
#include <fstream>
#include <sstream>

#include "base/temporary_folder.hpp"
#include "pack/load.hpp"
#include "register/tables.hpp"
#include "store/migration.hpp"

namespace shian::city {
namespace {

namespace fs = std::filesystem;

std::string content_of(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// The pack's files as the store keeps them: "yueqing/targets.yaml" -> text.
std::map<std::string, std::string> files_of(pack::Pack const& pack, fs::path const& folder) {
  auto const root = fs::weakly_canonical(folder).parent_path();
  std::map<std::string, std::string> files;
  for (auto const& file : pack.files) {
    auto const path = fs::weakly_canonical(file);
    files[path.lexically_relative(root).generic_string()] = content_of(path);
  }
  return files;
}

void extract(fs::path const& folder, std::string const& name, std::string_view text) {
  auto const file = folder / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

// Writes the pack that the store keeps into `folder`; the folder of the pack itself.
Expected<fs::path> extract_pack(store::Session& session, fs::path const& folder) {
  if (!session.has_table("shian_pack_file")) {
    return std::unexpected(
        Error::make("store.unprepared", "这个库还没有装入方案包",
                    "no pack has been loaded into this store yet")
            .hinting("先运行 shian init --store … --pack …", "run shian init --store ... --pack ... first"));
  }
  session.scan("SELECT name, content FROM shian_pack_file", {}, [&](store::Statement const& row) {
    extract(folder, std::string(row.text(0)), row.text(1));
    return true;
  });
  return folder / reg::meta(session, "pack_folder");
}

void create_pack_table(store::Session& session) {
  auto const text = std::string(store::sql_type(session.dialect(), store::ColumnType::text));
  session.execute("CREATE TABLE shian_pack_file (name " + text + " PRIMARY KEY, content " + text +
                  " NOT NULL)");
}

}  // namespace

std::expected<Compiled, Errors> compile(fs::path const& pack_folder) {
  auto loaded = pack::load(pack_folder);
  if (!loaded) return std::unexpected(std::move(loaded.error()));
  Compiled made;
  made.pack = std::move(*loaded);
  made.rules =
      std::make_unique<clock::Rules>(made.pack.clocks, made.pack.calendar, made.pack.utc_offset_minutes);
  auto schemas = reg::Schemas::compile(made.pack, made.rules.get());
  if (!schemas) return std::unexpected(std::move(schemas.error()));
  made.schemas = std::make_unique<reg::Schemas>(std::move(*schemas));
  auto catalogue = indicator::Catalogue::compile(made.pack, *made.schemas, *made.rules);
  if (!catalogue) return std::unexpected(std::move(catalogue.error()));
  made.catalogue = std::make_unique<indicator::Catalogue>(std::move(*catalogue));
  return made;
}

std::expected<Prepared, Errors> prepare(store::Address const& address, fs::path const& pack_folder) {
  auto compiled = compile(pack_folder);
  if (!compiled) return std::unexpected(std::move(compiled.error()));
  auto const session = store::open(address, store::Create::if_missing);
  Prepared prepared;
  prepared.pack_id = compiled->pack.id;
  prepared.pack_version = compiled->pack.version;
  prepared.registers = static_cast<int>(compiled->pack.registers.size());
  prepared.indicators = static_cast<int>(compiled->pack.indicators.size());
  prepared.targets = static_cast<int>(compiled->pack.targets.size());
  prepared.is_new = !session->has_table("shian_meta");
  if (!prepared.is_new) {
    auto const there = reg::meta(*session, "pack");
    if (there != compiled->pack.id) {
      return std::unexpected(
          Errors{Error::make("store.other_pack", "这个库属于方案包 " + there + ",不是 " + compiled->pack.id,
                             "this store belongs to the pack " + there + ", not " + compiled->pack.id)
                     .hinting("换一个库,或用原来的方案包", "use another store, or its own pack")});
    }
  }
  reg::prepare_tables(*session, *compiled->schemas);
  indicator::prepare_cell_tables(*session);
  std::array<store::Migration, 1> const migrations = {{{1, "the pack's files", create_pack_table}}};
  store::migrate(*session, migrations, "city");

  store::Transaction transaction(*session, store::Access::write);
  session->execute("DELETE FROM shian_pack_file");
  for (auto const& [name, text] : files_of(compiled->pack, pack_folder)) {
    auto& statement = session->prepared("INSERT INTO shian_pack_file (name, content) VALUES (?, ?)");
    statement.bind_text(1, name);
    statement.bind_text(2, text);
    statement.run();
  }
  reg::set_meta(*session, "pack", compiled->pack.id);
  reg::set_meta(*session, "pack_version", compiled->pack.version);
  reg::set_meta(*session, "pack_folder", fs::weakly_canonical(pack_folder).filename().string());
  indicator::Cells cells(*session, *compiled->catalogue);
  auto const changed = cells.adopt();
  prepared.rebuilt_measures = static_cast<int>(changed.size());
  if (!changed.empty() && !prepared.is_new) {
    reg::Ledger ledger(*session, compiled->pack, *compiled->schemas, *compiled->rules);
    indicator::rebuild(ledger, *compiled->catalogue, cells, changed);
  }
  transaction.commit();
  return prepared;
}

std::expected<Prepared, Errors> upgrade(store::Address const& address) {
  TemporaryFolder const files("pack");
  auto const folder = extract_pack(*store::open(address), files.path());
  if (!folder) return std::unexpected(Errors{folder.error()});
  return prepare(address, *folder);
}

std::expected<std::unique_ptr<City>, Errors> City::open(store::Address const& address) {
  std::unique_ptr<City> city(new City);
  city->session_ = store::open(address);
  auto& session = *city->session_;
  if (session.has_table("shian_pack_file") && !reg::is_current(session)) {
    return std::unexpected(
        Errors{Error::make("store.older", "这个库是旧版程序留下的", "an older program left this store")
                   .hinting("先备份，再运行 shian upgrade --store …",
                            "back it up, then run shian upgrade --store ...")});
  }
  TemporaryFolder const files("pack");
  auto const folder = extract_pack(session, files.path());
  if (!folder) return std::unexpected(Errors{folder.error()});
  auto compiled = compile(*folder);
  if (!compiled) return std::unexpected(std::move(compiled.error()));
  city->compiled_ = std::move(*compiled);
  city->ledger_ = std::make_unique<reg::Ledger>(session, city->pack(), city->schemas(), city->rules());
  city->cells_ = std::make_unique<indicator::Cells>(session, city->catalogue());
  city->cells_->load_ids();
  city->maintainer_ =
      std::make_unique<indicator::Maintainer>(*city->ledger_, city->catalogue(), *city->cells_);
  city->ledger_->observe(*city->maintainer_);
  city->figures_ = std::make_unique<indicator::Figures>(city->pack(), city->catalogue(), *city->cells_);
  city->evidence_ = std::make_unique<reg::Evidence>(session, address.files_folder());
  city->holdings_ = std::make_unique<Holdings>(session);
  return city;
}

bool City::has_simulated_records() { return reg::meta(*session_, "simulated") == "yes"; }

void City::note_simulated_records() { reg::set_meta(*session_, "simulated", "yes"); }

Day City::today() {
  if (pack().sample_day && has_simulated_records()) return *pack().sample_day;
  return Timestamp::now().day(utc_offset_minutes());
}

}  // namespace shian::city
