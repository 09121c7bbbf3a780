// The desk's side of the server: who asks, whether he may, and on which thread he is answered.
#pragma once

#include <array>
#include <atomic>
#include <map>

#include "api/answer_rate.hpp"
#include "api/desk.hpp"
#include "api/evidence_reader.hpp"
#include "api/freezer.hpp"
#include "api/kept_answers.hpp"
#include "api/listeners.hpp"
#include "api/pack_previews.hpp"
#include "api/pending_imports.hpp"
#include "api/refusals.hpp"
#include "api/screens.hpp"
#include "api/sign_on.hpp"
#include "api/verifier.hpp"
#include "base/temporary_folder.hpp"
#include "http/server.hpp"
#include "identity/attempts.hpp"
#include "identity/pending_factors.hpp"
#include "identity/security_journal.hpp"
#include "identity/sessions.hpp"

namespace shian::api {

struct Call;
struct Route;

struct ServiceOptions {
  store::Address store;
  int readers = 2;
  std::optional<Screens> screens;              // none: the API alone
  std::optional<identity::OidcSettings> oidc;  // none: by password only
  std::vector<identity::Role> second_factor;  // roles that do nothing before signing in with one (ASVS 4.3.1)
  std::function<void(Text const&)> complain;  // for the log
  std::filesystem::path signing_key;  // signs dossiers; empty: one beside the evidence, made when missing
  /// Reads evidence in a process of its own (material::answer_readings); empty: it is read in this one.
  std::vector<std::string> reading_program;
};

class Service final : public http::Site {
 public:
  /// Errors: the store was never prepared. Throws store::Failure when it cannot be opened.
  static std::expected<std::unique_ptr<Service>, Errors> open(ServiceOptions options);
  ~Service() override;

  [[nodiscard]] http::Admission admit(http::Head const& head) override;
  void handle(http::Request request, http::Reply reply) override;

  /// For metrics: called by the server when a request is over.
  void note(http::ServerOptions::Finished const& finished);
  /// Before the server stops: listeners are let go.
  void close_listeners();

  // ---- for the resources
  [[nodiscard]] Desk& desk() { return *desk_; }
  [[nodiscard]] identity::Attempts& attempts() { return attempts_; }
  [[nodiscard]] AnswerRate& answer_rate() { return answer_rate_; }
  [[nodiscard]] identity::KnownVisitors& visitors() { return visitors_; }
  [[nodiscard]] identity::PendingFactors& pending_factors() { return pending_factors_; }
  [[nodiscard]] Verifier& verifier() { return verifier_; }
  [[nodiscard]] Freezer& freezer() { return freezer_; }
  [[nodiscard]] PackPreviews& pack_previews() { return pack_previews_; }
  /// Papers are turned into PDFs there.
  [[nodiscard]] Errands& pdf_errands() { return pdf_errands_; }
  [[nodiscard]] SignOn* sign_on() { return sign_on_.get(); }  // null: the city has no provider
  enum class Pace { quick, long_lasting };
  /// Asks the books and answers by itself: when they cannot be asked, with why.
  void ask(Question question, http::Reply const& reply, Pace pace);
  /// Changes the books, and answers after the commit.
  void write(reg::Author author, std::function<http::Response(city::City&, reg::Writing&)> change,
             http::Reply const& reply);
  /// Work that needs the writer for itself and makes its own transaction (the pack). Answered when everybody
  /// can ask for what it changed.
  void undertake(std::function<std::pair<http::Response, Reload>(city::City&)> work,
                 http::Reply const& reply);
  [[nodiscard]] PendingImports& imports() { return *imports_; }
  /// A place for a file that is made to be sent; nothing stands there yet.
  [[nodiscard]] std::shared_ptr<http::Upload> new_file(std::string_view ending);
  void complain(Error const& error) const;  // for whoever runs the program
  [[nodiscard]] Listeners& listeners() { return listeners_; }
  /// After the commit that ended sessions, keys or posts of the account: whoever lost them is nobody from now
  /// on, not only when he is looked up again, and hears nothing more.
  void forget_visitors(std::string_view account);
  [[nodiscard]] std::string metrics() const;

 private:
  explicit Service(ServiceOptions options);
  void identify(std::shared_ptr<Call> const& call, http::Reply const& reply, std::function<void()> known);
  [[nodiscard]] std::optional<http::Response> refused_to(Call const& call, Route const& route);
  [[nodiscard]] bool lacks_factor(identity::Visitor const& visitor) const;
  void identified(std::shared_ptr<Call> call, Route const& route, http::Reply const& reply);
  void answer_kept(std::shared_ptr<Call> const& call, Route const& route, http::Reply const& reply);
  void compute_kept(std::shared_ptr<Call> const& call, Route const& route, std::string const& question);
  void touch(identity::Visitor const& visitor, Timestamp now);
  void note_refusal(Call const& call, Route const& route);
  void change(std::shared_ptr<Call> const& call, Route const& route, http::Reply const& reply);
  void moved(Movement const& movement);
  std::future<void> keep(identity::Verification const& found);
  std::future<void> keep(dossier::Kept const& frozen);
  std::future<void> keep(identity::SecurityEntry const& entry, std::function<void(store::Session&)> what);
  [[nodiscard]] std::filesystem::path beside_evidence(std::string_view name) const;
  [[nodiscard]] std::filesystem::path signing_key() const;

  ServiceOptions options_;
  TemporaryFolder files_{"desk"};
  std::atomic<std::uint64_t> files_made_ = 0;
  identity::Attempts attempts_;
  AnswerRate answer_rate_;
  identity::KnownVisitors visitors_;
  identity::PendingFactors pending_factors_;
  Refusals refusals_;
  Listeners listeners_;
  KeptAnswers kept_;
  mutable std::mutex mutex_;
  std::map<int, std::uint64_t> by_status_;
  std::array<std::atomic<std::uint64_t>, 8> by_time_{};
  std::atomic<std::uint64_t> requests_ = 0, microseconds_ = 0, bytes_in_ = 0, bytes_out_ = 0;
  PackPreviews pack_previews_;
  Verifier verifier_;
  Freezer freezer_;
  EvidenceReader evidence_reader_;
  std::unique_ptr<PendingImports> imports_;
  Errands pdf_errands_;
  std::unique_ptr<Desk> desk_;       // its threads use all of the above
  std::unique_ptr<SignOn> sign_on_;  // last: its threads use the desk as well
};

}  // namespace shian::api
