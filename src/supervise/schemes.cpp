// Schemes of the pack, and of a file that is tried.
#include "base/file_bytes.hpp"
#include "base/temporary_folder.hpp"
#include "base/text.hpp"
#include "city/pack_history.hpp"
#include "city/signed_decisions.hpp"
#include "pack/load.hpp"
#include "register/tables.hpp"
#include "supervise/appraisal.hpp"

namespace shian::supervise {
namespace {

constexpr char const* kTrialPack = "scheme_on_trial";

Error at_file(Error error, std::string const& inside, std::filesystem::path const& file) {
  if (error.where.file.ends_with(inside)) error.where.file = file.string();
  return error;
}

}  // namespace

std::vector<indicator::Appraisal> schemes(city::City const& city) {
  auto made = indicator::compile_appraisals(city.pack(), city.schemas(), city.catalogue(), city.rules());
  SHIAN_ASSERT(made.has_value());  // city::compile refuses a pack with a faulty scheme
  return std::move(*made);
}

std::expected<std::vector<indicator::Appraisal>, Errors> schemes_of_file(city::City& city,
                                                                         std::filesystem::path const& file) {
  auto const text = content_of(file);
  if (!text) return std::unexpected(Errors{text.error()});
  // A pack of its own that stands on the city's: read, checked and pointed at as any other. In one language,
  // as what is only tried need not be translated.
  TemporaryFolder const folder("scheme");
  auto& session = city.session();
  auto files = city::kept_files(session);
  std::string const inside = std::string(kTrialPack) + "/scheme.yaml";
  auto const below = reg::meta(session, "pack_folder");
  files[std::string(kTrialPack) + "/pack.yaml"] = "pack:\n  id: " + std::string(kTrialPack) +
                                                  "\n  name: 试算\n  version: \"1\"\n  extends: [" + below +
                                                  "]\n";
  files[inside] = *text;
  city::write_files(files, folder.path());
  auto const pack = pack::load(folder.path() / kTrialPack, city::signed_decisions(session));
  Errors faults;
  if (!pack) {
    for (auto const& error : pack.error()) faults.push_back(at_file(error, inside, file));
    return std::unexpected(std::move(faults));
  }
  std::vector<indicator::Appraisal> made;
  for (auto const& scheme : pack->appraisals) {
    if (!scheme.where.file.ends_with(inside)) continue;
    // Against what the open city has compiled, whose records it scores.
    auto compiled =
        indicator::compile_appraisal(scheme, city.pack(), city.schemas(), city.catalogue(), city.rules());
    if (compiled)
      made.push_back(std::move(*compiled));
    else
      for (auto const& error : compiled.error()) faults.push_back(at_file(error, inside, file));
  }
  if (made.empty() && faults.empty())
    faults.push_back(Error::make("appraisal.none", "文件里没有考核方案", "the file holds no scheme")
                         .hinting("写在 appraisals: 下", "schemes stand under appraisals:")
                         .at({file.string(), 0, 0}));
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return made;
}

indicator::Appraisal const* scheme_of_year(std::span<indicator::Appraisal const> schemes,
                                           pack::AppraisalSubjects subjects, int year) {
  indicator::Appraisal const* found = nullptr;
  auto const goes_before = [](pack::AppraisalScheme const& a, pack::AppraisalScheme const& b) {
    if (a.document_no.empty() != b.document_no.empty()) return b.document_no.empty();
    return a.from_year > b.from_year;
  };
  for (auto const& scheme : schemes) {
    if (scheme.definition.subjects != subjects || scheme.definition.from_year > year) continue;
    if (found == nullptr || goes_before(scheme.definition, found->definition)) found = &scheme;
  }
  return found;
}

Expected<indicator::Appraisal const*> find_scheme(std::span<indicator::Appraisal const> schemes,
                                                  std::string const& id) {
  std::vector<std::string> known;
  for (auto const& scheme : schemes) {
    if (scheme.definition.id == id) return &scheme;
    known.push_back(scheme.definition.id);
  }
  auto error = Error::make("appraisal.scheme", "没有考核方案 " + id, "there is no scheme '" + id + "'");
  if (auto const near = nearest(id, known))
    error = std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?");
  return std::unexpected(std::move(error));
}

Expected<indicator::Appraisal const*> scheme_for(std::span<indicator::Appraisal const> schemes,
                                                 std::string const& id, int year, Use use) {
  indicator::Appraisal const* scheme = nullptr;
  if (!id.empty()) {
    auto const found = find_scheme(schemes, id);
    if (!found) return found;
    scheme = *found;
  } else if (use == Use::on_trial && schemes.size() == 1) {
    scheme = &schemes.front();
  } else {
    for (auto const subjects : {pack::AppraisalSubjects::areas, pack::AppraisalSubjects::units})
      if (scheme == nullptr) scheme = scheme_of_year(schemes, subjects, year);
  }
  auto const in_year = std::to_string(year);
  if (scheme == nullptr)
    return fail("appraisal.none", in_year + "年没有考核方案", "there is no scheme for " + in_year);
  auto const& definition = scheme->definition;
  auto const since = std::to_string(definition.from_year);
  if (use == Use::in_force && definition.from_year > year)
    return fail("appraisal.year", "方案 " + definition.id + " 自" + since + "年度起施行",
                "the scheme '" + definition.id + "' is for " + since + " and later");
  return scheme;
}

}  // namespace shian::supervise
