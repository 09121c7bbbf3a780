// The journal's entries of one record as differences that people can read.
#include "report/books.hpp"
#include "report/json_parts.hpp"
#include "report/record_names.hpp"

namespace shian::report {
namespace {

struct FieldDifference {
  std::string field;
  Text name;
  std::string before, after;
};

struct HistoryEntry {
  reg::JournalEntry entry;
  std::vector<FieldDifference> differences;
};

Text action_text(reg::Action action) {
  switch (action) {
    case reg::Action::create:
      return {"新增", "created"};
    case reg::Action::correct:
      return {"更正", "corrected"};
    case reg::Action::withdraw:
      return {"撤回", "withdrawn"};
  }
  return {};
}

std::string_view action_code(reg::Action action) {
  switch (action) {
    case reg::Action::create:
      return "create";
    case reg::Action::correct:
      return "correct";
    case reg::Action::withdraw:
      return "withdraw";
  }
  return "";
}

class Reader {
 public:
  Reader(city::City& city, reg::Schema const& schema, RecordId id, FileNames file_names, Language language,
         Sees sees)
      : schema_(schema),
        id_(id),
        file_names_(file_names),
        evidence_(city.evidence()),
        layouts_(city.session()),
        names_(city, reg::Personal::masked, language, std::move(sees)) {}

  HistoryEntry read(reg::JournalEntry entry) const {
    HistoryEntry made;
    auto const* fields = layouts_.fields(entry.layout);
    auto const name_of = [&](std::size_t i) {
      return fields != nullptr && i < fields->size() ? (*fields)[i] : std::to_string(i);
    };
    if (entry.action == reg::Action::create) {
      auto const values = reg::decode_image(entry.body);
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i].empty()) made.differences.push_back(difference(name_of(i), "", values[i]));
      }
    } else if (entry.action == reg::Action::correct) {
      for (auto const& change : reg::decode_changes(entry.body)) {
        made.differences.push_back(
            difference(name_of(static_cast<std::size_t>(change.field)), change.before, change.after));
      }
    }
    made.entry = std::move(entry);
    return made;
  }

 private:
  [[nodiscard]] FieldDifference difference(std::string const& field, std::string const& before,
                                           std::string const& after) const {
    int const index = schema_.find(field);
    if (index < 0)
      return {field,
              {field, field},
              before.empty() ? "" : "***",
              after.empty() ? "" : "***"};  // what left the definition may be personal
    auto const& known = schema_.fields[static_cast<std::size_t>(index)];
    auto const shown = [&](std::string const& canonical_text) {
      if (auto file = file_name(known.definition, canonical_text)) return *file;
      auto const value = reg::value_from_canonical(canonical_text, known.column);
      return value ? names_.shown(known, *value) : reg::masked(canonical_text);
    };
    return {field, known.definition.name, shown(before), shown(after)};
  }

  /// "kitchen.jpg (3fa9c2d1e0b4)": what whoever attached it called it, and the beginning of its hash, as two
  /// may be called the same. Nothing: no file, personal data, or one that came without a name.
  [[nodiscard]] std::optional<std::string> file_name(pack::Field const& field,
                                                     std::string const& hash) const {
    if (file_names_ == FileNames::withheld || field.type != pack::FieldType::file || field.personal ||
        hash.empty())
      return std::nullopt;
    auto const known = evidence_.attachment(schema_.definition.id, id_, field.id, hash);
    if (!known) return std::nullopt;
    return known->name + " (" + hash.substr(0, 12) + ")";
  }

  reg::Schema const& schema_;
  RecordId id_;
  FileNames file_names_;
  reg::Evidence& evidence_;
  reg::Layouts layouts_;
  RecordNames names_;
};

std::vector<HistoryEntry> entries_of(city::City& city, reg::Schema const& schema, RecordId id,
                                     FileNames file_names, Language language, Sees const& sees) {
  std::vector<HistoryEntry> made;
  auto entries = reg::history(city.session(), schema, id);
  Reader const reader(city, schema, id, file_names, language, sees);
  for (auto& entry : entries) made.push_back(reader.read(std::move(entry)));
  return made;
}

}  // namespace

std::string history_text(city::City& city, reg::Schema const& schema, RecordId id, Language language,
                         Terminal const& terminal) {
  bool const zh = language == Language::zh;
  std::string out;
  for (auto const& [entry, differences] :
       entries_of(city, schema, id, FileNames::said, language, sees_everything())) {
    auto const words = action_text(entry.action).in(language);
    out += painted(entry.at.to_string(city.utc_offset_minutes()) + "  " + words, Paint::strong, terminal) +
           "  " + entry.author.actor;
    if (!entry.author.unit.empty()) out += (zh ? "(" : " (") + entry.author.unit + ")";
    if (entry.batch != 0) out += (zh ? "  批次 " : "  batch ") + std::to_string(entry.batch);
    out += "  #" + std::to_string(entry.seq) + "\n";
    if (!entry.reason.empty()) out += (zh ? "  理由：" : "  reason: ") + entry.reason + "\n";
    for (auto const& difference : differences) {
      auto const none = zh ? "（空）" : "(empty)";
      out += "  " + difference.name.in(language) + (zh ? ":" : ": ");
      if (entry.action == reg::Action::correct)
        out += (difference.before.empty() ? none : difference.before) + " → ";
      out += (difference.after.empty() ? none : difference.after) + "\n";
    }
  }
  return out;
}

std::string history_json(city::City& city, reg::Schema const& schema, RecordId id, FileNames file_names,
                         Language language, Sees const& sees) {
  Json list = Json::array();
  for (auto const& [entry, differences] : entries_of(city, schema, id, file_names, language, sees)) {
    Json fields = Json::array();
    for (auto const& difference : differences) {
      fields.push_back(
          {{"field", difference.field}, {"before", difference.before}, {"after", difference.after}});
    }
    list.push_back({{"seq", entry.seq},
                    {"at", entry.at.to_string(city.utc_offset_minutes())},
                    {"action", action_code(entry.action)},
                    {"actor", entry.author.actor},
                    {"unit", entry.author.unit},
                    {"batch", entry.batch},
                    {"reason", entry.reason},
                    {"fields", std::move(fields)},
                    {"hash", hex(entry.hash)}});
  }
  return dumped({{"register", schema.definition.id}, {"id", id}, {"entries", std::move(list)}});
}

}  // namespace shian::report
