#include "api/import_work.hpp"

#include <chrono>

#include "api/import_json.hpp"
#include "api/record_access.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"
#include "identity/accounts.hpp"
#include "register/batch_pages.hpp"

namespace shian::api {
namespace {

using identity::Action;
using State = PendingImport::State;
using Clock = std::chrono::steady_clock;

constexpr std::string_view kRefused = "refused.json";
constexpr std::string_view kRejects = "rejects.xlsx";
constexpr std::string_view kScratch = "scratch.db";

// Somebody chose otherwise meanwhile, or threw the table away.
struct NotWanted {};

std::int64_t since(Clock::time_point began) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began).count();
}

void tell(Service& service, PendingImport const& one) {
  Json const of = one.trial.is_null() ? Json(nullptr) : one.trial["rows"];
  Json const data = {{"import", one.id},         {"register", one.register_id}, {"state", code_of(one.state)},
                     {"revision", one.revision}, {"rows", one.rows_done},       {"of", of}};
  service.listeners().tell(one.account, http::event_text("import", data.dump()), Timestamp::now());
}

// What becomes of it; nothing: it is no longer wanted.
using Outcome = std::function<void(PendingImport&)>;

Outcome ended(State state, Error const& error) {
  return [state, problem = problem_json(error)](PendingImport& now) {
    now.state = state;
    now.problem = problem;
  };
}

// An imported one stays as it is: its records are there.
void settle(Service& service, PendingImport const& one, Outcome const& outcome) {
  if (!outcome) return;
  auto const changed = service.imports().change(one.id, [&](PendingImport& now) {
    if (now.revision != one.revision || now.state == State::imported) return false;
    outcome(now);
    return true;
  });
  if (changed) tell(service, *changed);
}

// Whoever sent the table, as he stands now: his post may have changed since.
Expected<identity::Post> sender_of(city::City& city, PendingImport const& one) {
  auto const account = identity::Accounts(city.session()).find(one.account);
  bool const may = account && !account->disabled &&
                   identity::may(account->role, identity::Resource::import, Action::create);
  if (!may) return fail("identity.forbidden", "这个帐号已不能导入", "the account may import no longer");
  return account->post();
}

// What becomes of a row follows the same policy as a record that is entered by hand.
std::function<std::optional<Text>(std::vector<Value> const&)> refusals_for(city::City& city,
                                                                           reg::Schema const& schema,
                                                                           identity::Post const& post) {
  std::vector<std::size_t> files;
  for (std::size_t i = 0; i < schema.fields.size(); ++i)
    if (schema.fields[i].definition.type == pack::FieldType::file) files.push_back(i);
  return [&city, &schema, post,
          files = std::move(files)](std::vector<Value> const& values) -> std::optional<Text> {
    for (auto const i : files)
      if (!may_name(city, post, schema.fields[i], values[i])) return unknown_file().what;
    for (auto const i : schema.references) {
      auto const& field = schema.fields[static_cast<std::size_t>(i)];
      auto const* id = std::get_if<RecordId>(&values[static_cast<std::size_t>(i)]);
      auto const* there = id == nullptr ? nullptr : city.ledger().records().find(field.target_register, *id);
      auto const& other = city.schemas().at(field.target_register);
      if (there != nullptr && identity::is_kept_from(post, other, *there))
        return intake::no_such_key(other, field.definition.name, other.key_of(there->values));
    }
    if (identity::reach(post.role, identity::Resource::record, Action::create) == identity::Reach::area &&
        !identity::may(post, Action::create, schema, {0, post.enters_for(), values}, false))
      return Text{"只能为本镇街登记", "records can be entered for the own town only"};
    return std::nullopt;
  };
}

reg::RecordReach reach_for(city::City& city, identity::Post const& post) {
  return [&city, post](reg::Schema const& schema, reg::Record const& there,
                       std::vector<std::pair<reg::FieldIndex, Value>> const& changes) {
    return record_within(city, post, schema, there, changes);
  };
}

struct Work {
  reg::Schema const* schema = nullptr;
  identity::Post post;
  intake::ImportOptions options;
};

Expected<Work> work_for(city::City& city, PendingImport const& one) {
  Work work;
  auto const schema = city.schemas().get(one.register_id);
  if (!schema) return std::unexpected(schema.error());
  work.schema = *schema;
  auto post = sender_of(city, one);
  if (!post) return std::unexpected(post.error());
  work.post = std::move(*post);
  auto& options = work.options;
  options.author = {work.post.account, work.post.enters_for()};
  options.area = work.post.area;
  options.name = one.name;
  options.choices = one.choices;
  options.on_existing = one.on_existing;
  options.open.sheet = one.sheet;
  options.refuses = refusals_for(city, *work.schema, work.post);
  options.within = reach_for(city, work.post);
  return work;
}

constexpr std::chrono::milliseconds kBetweenEvents{250};

// A few times a second, to whoever waits for it.
intake::ImportProgress progress_of(Service& service, PendingImport const& one) {
  return [&service, one = PendingImport(one), told = Clock::time_point()](std::int64_t rows) mutable {
    if (!service.imports().note_rows(one.id, one.revision, rows)) throw NotWanted();
    if (Clock::now() - told < kBetweenEvents) return;
    told = Clock::now();
    one.rows_done = rows;
    tell(service, one);
  };
}

// The two files of refused rows are made beside those of the trial before, and take their places at the end.
class ImportRefusals {
 public:
  ImportRefusals(PendingImports const& imports, PendingImport const& one, Work& work)
      : refused_(imports.file_of(one, kRefused)),
        rejects_(imports.file_of(one, kRejects)),
        rows_(std::make_unique<RefusedRows>(draft(refused_), *work.schema, one.choices)) {
    work.options.rejects = draft(rejects_);
  }
  // The understanding is the report's, which is filled before the first row comes.
  void take_from(intake::ImportOptions& options, intake::Understanding const& understanding) {
    options.refused = [this, &understanding](intake::Row const& row,
                                             std::span<intake::Reject const> reasons) {
      rows_->add(row, reasons, understanding);
    };
  }
  void put_in_place(intake::ImportReport const& report) {
    rows_->finish();
    rows_.reset();
    std::filesystem::rename(draft(refused_), refused_);
    std::error_code ignored;
    std::filesystem::remove(rejects_, ignored);
    if (report.rejects) std::filesystem::rename(draft(rejects_), rejects_);
  }

 private:
  static std::filesystem::path draft(std::filesystem::path const& file) {
    return file.parent_path() / ("new-" + file.filename().string());
  }
  std::filesystem::path refused_, rejects_;
  std::unique_ptr<RefusedRows> rows_;
};

Outcome run_trial(Service& service, city::City& city, PendingImport const& one) {
  auto const began = Clock::now();
  auto work = work_for(city, one);
  if (!work) return ended(State::failed, work.error());
  ImportRefusals refusals(service.imports(), one, *work);
  work->options.now = Timestamp::now();
  intake::Trial trial;
  refusals.take_from(work->options, trial.report.understanding);
  auto const done =
      intake::try_table(city.ledger(), *work->schema, service.imports().table_of(one), work->options,
                        service.imports().file_of(one, kScratch), trial, progress_of(service, one));
  if (!done) return ended(State::unreadable, done.error());
  refusals.put_in_place(trial.report);
  auto counts = counts_json(trial.report, since(began));
  counts["good"] = trial.report.totals.created + trial.report.totals.corrected;
  return [problem = trial.problem ? problem_json(*trial.problem) : Json(nullptr), counts = std::move(counts),
          understood = understood_json(*work->schema, city.pack(), trial.report, work->options.author,
                                       work->options.area),
          known_file = trial.report.known_file, rows = trial.report.rows](PendingImport& now) {
    now.state = problem.is_null() ? State::tried : State::unreadable;
    now.understood = understood;
    now.trial = problem.is_null() ? counts : Json(nullptr);
    now.problem = problem;
    now.known_file = known_file;
    now.rows_done = rows;
  };
}

Json report_json(intake::ImportReport const& report, Timestamp at, std::int64_t took_ms) {
  Json counts = {{"batch", report.totals.id}};
  counts.update(counts_json(report, took_ms));
  counts["at"] = at.to_utc();
  return counts;
}

Outcome run_import(Service& service, city::City& city, PendingImport const& one) {
  auto const began = Clock::now();
  auto work = work_for(city, one);
  if (!work) return ended(State::failed, work.error());
  ImportRefusals refusals(service.imports(), one, *work);
  work->options.now = one.confirmed_at;
  intake::ImportReport report;
  refusals.take_from(work->options, report.understanding);
  auto const done = intake::import_table(city.ledger(), *work->schema, service.imports().table_of(one),
                                         work->options, report, progress_of(service, one));
  if (!done) return ended(State::failed, done.error());
  if (report.known_file)
    return ended(State::failed, Error::make("import.known", "这个文件已经整份导入过",
                                            "this very file was imported before, whole"));
  try {
    refusals.put_in_place(report);
  } catch (std::exception const& failure) {
    // The records are there: whoever imported them is told so, and looks at the refused rows of the trial.
    service.complain(Error::make("import.refused_rows", "无法写下退回的行：" + std::string(failure.what()),
                                 "cannot write the refused rows: " + std::string(failure.what())));
  }
  return
      [told = report_json(report, one.confirmed_at, since(began)), rows = report.rows](PendingImport& now) {
        now.state = State::imported;
        now.problem = nullptr;
        now.rows_done = rows;
        now.report = told;
      };
}

// What breaks is told to whoever sent the table, and to the desk, which may have to open the store anew.
void attempt(std::function<Outcome()> const& work, std::function<void(Outcome const&)> const& over) {
  Outcome outcome;
  std::exception_ptr broke;
  try {
    outcome = work();
  } catch (NotWanted const&) {
    return;
  } catch (store::Failure const& failure) {
    outcome = ended(State::failed, store_error(failure));
    broke = std::current_exception();
  } catch (std::exception const&) {
    outcome = ended(State::failed, internal_error());
    broke = std::current_exception();
  }
  over(outcome);
  if (broke) std::rethrow_exception(broke);
}

// A batch that was kept before the power went is known by its file, its sender and its moment.
void settle_interrupted(Service& service, city::City& city, PendingImport const& one) {
  auto const batch = reg::find_batch(city.session(), {one.file_hash, one.account, one.confirmed_at});
  settle(service, one, [&](PendingImport& now) {
    now.state = batch ? State::imported : now.trial.is_null() ? State::unreadable : State::tried;
    if (!batch) return;
    intake::ImportReport report;
    report.totals = batch->totals;
    if (!now.trial.is_null()) {
      report.rows = now.trial["rows"].get<std::int64_t>();
      report.passed_over = now.trial["passed_over"].get<std::int64_t>();
    }
    now.report = report_json(report, one.confirmed_at, 0);
  });
}

// One that cannot be settled keeps none of the others waiting.
void settle_all(Service& service, city::City& city, std::span<PendingImport const> interrupted) {
  std::exception_ptr broke;
  for (auto const& one : interrupted) {
    try {
      settle_interrupted(service, city, one);
    } catch (std::exception const&) {
      broke = std::current_exception();
    }
  }
  if (broke) std::rethrow_exception(broke);
}

}  // namespace

void try_soon(Service& service, PendingImport const& one) {
  bool const taken = service.desk().ask_at_length([&service, one](city::City& city) {
    attempt([&] { return run_trial(service, city, one); },
            [&](Outcome const& outcome) { settle(service, one, outcome); });
  });
  if (!taken) settle(service, one, ended(State::failed, busy_error()));
}

bool import_soon(Service& service, PendingImport const& one) {
  tell(service, one);
  auto const outcome = std::make_shared<Outcome>();
  bool const taken = service.desk().undertake(
      [&service, one, outcome](city::City& city) {
        attempt([&] { return run_import(service, city, one); },
                [&](Outcome const& made) { *outcome = made; });
        return Reload::no;
      },
      [&service, one, outcome] { settle(service, one, *outcome); });
  if (!taken) settle(service, one, [](PendingImport& now) { now.state = State::tried; });
  return taken;
}

void take_up_imports(Service& service) {
  auto interrupted = service.imports().all();
  for (auto const& one : interrupted)
    if (one.state == State::trying) try_soon(service, one);
  std::erase_if(interrupted, [](auto const& one) { return one.state != State::importing; });
  if (interrupted.empty()) return;
  bool const taken = service.desk().ask([&service, interrupted = std::move(interrupted)](city::City& city) {
    settle_all(service, city, interrupted);
  });
  if (!taken) service.complain(busy_error());
}

}  // namespace shian::api
