#include "report/proof.hpp"

#include "register/running_clocks.hpp"
#include "report/json_parts.hpp"
#include "report/progress.hpp"
#include "report/words.hpp"

namespace shian::report {

std::string_view code_of(ProofStage stage) {
  switch (stage) {
    case ProofStage::journal:
      return "journal";
    case ProofStage::figures:
      return "figures";
    case ProofStage::evidence:
      return "evidence";
  }
  return "";
}

namespace {

void prove_clocks(city::City& city, reg::Audit& audit) {
  constexpr std::size_t kMostOfARegister = 20;
  for (auto const& schema : city.schemas().all())
    for (auto const id : reg::wrong_clocks(city.ledger(), schema, kMostOfARegister))
      audit.findings.push_back({schema.definition.id,
                                id,
                                0,
                                {"第 " + std::to_string(id) + " 号记录的在办时限与记录不符",
                                 "the running clocks of record " + std::to_string(id) + " do not fit it"}});
}

}  // namespace

Proof prove(city::City& city, ProofProgress const& progress) {
  Proof proof;
  {
    store::Transaction const one_moment(city.session(), store::Access::read);
    auto const entries = reg::last_entry(city.session());
    progress(ProofStage::journal, 0, entries);
    proof.audit = reg::audit(city.session(), city.schemas(),
                             [&](std::int64_t done) { progress(ProofStage::journal, done, entries); });
    prove_clocks(city, proof.audit);
    auto const measures = static_cast<std::int64_t>(city.catalogue().measures().size());
    progress(ProofStage::figures, 0, measures);
    proof.cells = indicator::verify(city.ledger(), city.catalogue(), city.cells(),
                                    [&](int done, int all) { progress(ProofStage::figures, done, all); });
  }
  progress(ProofStage::evidence, 0, std::nullopt);
  proof.damaged_files =
      city.evidence().damaged([&](std::int64_t done) { progress(ProofStage::evidence, done, std::nullopt); });
  return proof;
}

Proof prove(city::City& city, Language language) {
  auto const what = [](ProofStage stage) -> Text {
    switch (stage) {
      case ProofStage::journal:
        return {"核对日志", "journal entries"};
      case ProofStage::figures:
        return {"重算指标", "measures recomputed"};
      case ProofStage::evidence:
        return {"核对佐证文件", "evidence files"};
    }
    return {};
  };
  std::optional<ProofStage> shown;
  std::optional<Progress> line;
  return prove(city, [&](ProofStage stage, std::int64_t done, std::optional<std::int64_t> all) {
    if (shown != stage) {
      line.reset();  // the line before ends first
      line.emplace(what(stage), all, language);
      shown = stage;
    }
    line->at(done);
  });
}

std::string proof_text(Proof const& proof, Language language, Terminal const& terminal) {
  bool const zh = language == Language::zh;
  std::string out;
  auto const line = [&](char const* in_zh, char const* in_en, std::string const& value) {
    out += (zh ? std::string(in_zh) + ":" : std::string(in_en) + ": ") + value + "\n";
  };
  line("日志条目", "journal entries", grouped(proof.audit.entries));
  line("记录", "records", grouped(proof.audit.records));
  line("日志链尾", "end of the chain", hex(proof.audit.chain_end));
  line("安全日志条目", "entries of the security journal", grouped(proof.security.entries));
  line("重算的量", "measures recomputed", grouped(proof.cells.measures));
  line("核对的单元", "cells compared", grouped(proof.cells.cells));
  auto const bad = [&](std::string const& text) { out += painted("! " + text, Paint::bad, terminal) + "\n"; };
  for (auto const& finding : proof.audit.findings) {
    bad((finding.register_id.empty() ? "" : finding.register_id + (zh ? ":" : ": ")) +
        finding.what.in(language));
  }
  for (auto const& difference : proof.cells.differences) {
    bad(difference.indicator + "." + difference.measure + "  " + difference.where +
        (zh ? "  现存 " : "  kept ") + difference.kept + (zh ? "，重算 " : ", recomputed ") +
        difference.recomputed);
  }
  if (auto const altered = proof.security.first_altered; altered != 0) {
    bad(zh ? "安全日志自第 " + std::to_string(altered) + " 条起被改动"
           : "the security journal was altered at entry " + std::to_string(altered));
  }
  for (auto const& hash : proof.damaged_files)
    bad((zh ? "佐证文件缺失或被改动：" : "evidence file missing or altered: ") + hash);
  auto const verdict = proof.holds() ? (zh ? "全部相符" : "everything holds")
                                     : (zh ? "有不符之处（见上）" : "something does not hold (see above)");
  out += painted(verdict, proof.holds() ? Paint::good : Paint::bad, terminal) + "\n";
  return out;
}

std::string proof_json(Proof const& proof) {
  Json findings = Json::array();
  for (auto const& finding : proof.audit.findings) {
    findings.push_back({{"register", finding.register_id},
                        {"record", finding.record},
                        {"seq", finding.seq},
                        {"what", json_of(finding.what)}});
  }
  Json differences = Json::array();
  for (auto const& difference : proof.cells.differences) {
    differences.push_back({{"indicator", difference.indicator},
                           {"measure", difference.measure},
                           {"where", difference.where},
                           {"kept", difference.kept},
                           {"recomputed", difference.recomputed}});
  }
  return dumped({{"ok", proof.holds()},
                 {"journal_entries", proof.audit.entries},
                 {"records", proof.audit.records},
                 {"chain_end", hex(proof.audit.chain_end)},
                 {"measures", proof.cells.measures},
                 {"cells", proof.cells.cells},
                 {"findings", std::move(findings)},
                 {"differences", std::move(differences)},
                 {"damaged_files", proof.damaged_files},
                 {"security_entries", proof.security.entries},
                 {"security_altered",
                  proof.security.first_altered == 0 ? Json(nullptr) : Json(proof.security.first_altered)}});
}

}  // namespace shian::report
