// The functions behind the routes, by the file they stand in. Inside this room only.
#pragma once

#include "api/routes.hpp"
#include "report/lineage_pages.hpp"
#include "report/reach.hpp"

namespace shian::api {

// operation.cpp: for those who run the program
void healthz(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void readyz(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void metrics(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void listen(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
http::Response show_openapi(city::City& city, Call const& call);

// welcome_resource.cpp
void show_welcome(Service& service, std::shared_ptr<Call const> call, http::Reply reply);

// session_resource.cpp
void sign_in(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void sign_out(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void change_password(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
http::Response show_session(city::City& city, Call const& call);

// open_sessions_resource.cpp
http::Response list_sessions(city::City& city, Call const& call);
void end_other_sessions(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void end_session(Service& service, std::shared_ptr<Call const> call, http::Reply reply);

// second_factor_resource.cpp
void begin_second_factor(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void confirm_second_factor(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void remove_second_factor(Service& service, std::shared_ptr<Call const> call, http::Reply reply);

// digest_resource.cpp
void choose_digest(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
/// What a body says of an account's digest; nothing when it does not speak of it. Refusals: 422.
[[nodiscard]] std::expected<std::optional<identity::Digest>, http::Response> digest_in(Json const& body);

// sign_on_resource.cpp
void leave_for_sign_on(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void return_from_sign_on(Service& service, std::shared_ptr<Call const> call, http::Reply reply);

// token_resource.cpp
http::Response list_tokens(city::City& city, Call const& call);
http::Response issue_token(city::City& city, reg::Writing& writing, Call const& call);
http::Response revoke_token(city::City& city, reg::Writing& writing, Call const& call);

// filter_resource.cpp
http::Response list_filters(city::City& city, Call const& call);
http::Response keep_filter(city::City& city, reg::Writing& writing, Call const& call);
http::Response remove_filter(city::City& city, reg::Writing& writing, Call const& call);

// plan_resources.cpp
http::Response show_city(city::City& city, Call const& call);
http::Response show_board(city::City& city, Call const& call);
http::Response show_trend(city::City& city, Call const& call);
http::Response show_target(city::City& city, Call const& call);
http::Response list_target_records(city::City& city, Call const& call);

// today_resource.cpp
http::Response show_today(city::City& city, Call const& call);
http::Response show_due_calendar(city::City& city, Call const& call);

// decision_resources.cpp
http::Response list_decisions(city::City& city, Call const& call);
void sign_decision(Service& service, std::shared_ptr<Call const> call, http::Reply reply);

// task_resources.cpp
http::Response list_tasks(city::City& city, Call const& call);
http::Response show_task(city::City& city, Call const& call);
http::Response comment_on_task(city::City& city, reg::Writing& writing, Call const& call);

// register_resources.cpp
http::Response list_registers(city::City& city, Call const& call);
http::Response show_register(city::City& city, Call const& call);
http::Response list_records(city::City& city, Call const& call);
http::Response show_prefill(city::City& city, Call const& call);

// sheet_resources.cpp
void give_template(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void export_records(Service& service, std::shared_ptr<Call const> call, http::Reply reply);

// record_resources.cpp
http::Response show_record(city::City& city, Call const& call);
http::Response show_history(city::City& city, Call const& call);
http::Response show_figures(city::City& city, Call const& call);
http::Response create_record(city::City& city, reg::Writing& writing, Call const& call);
http::Response correct_record(city::City& city, reg::Writing& writing, Call const& call);
http::Response withdraw_record(city::City& city, reg::Writing& writing, Call const& call);
http::Response unmask_record(city::City& city, reg::Writing& writing, Call const& call);

// matter_resources.cpp
http::Response show_lifecycle(city::City& city, Call const& call);
http::Response show_matter(city::City& city, Call const& call);
http::Response take_step(city::City& city, reg::Writing& writing, Call const& call);

// evidence_resource.cpp
http::Response list_files(city::City& city, Call const& call);
http::Response give_file(city::City& city, Call const& call);
void attach_file(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
http::Response unmask_file(city::City& city, reg::Writing& writing, Call const& call);

// signs_resource.cpp
http::Response list_signs(city::City& city, Call const& call);

// alike_resource.cpp
http::Response list_alike(city::City& city, Call const& call);

// document_resources.cpp
http::Response list_documents(city::City& city, Call const& call);
void draft_document(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void issue_document(Service& service, std::shared_ptr<Call const> call, http::Reply reply);

// issued_resources.cpp
http::Response give_issued(city::City& city, Call const& call);
http::Response unmask_issued(city::City& city, reg::Writing& writing, Call const& call);
http::Response void_issued(city::City& city, reg::Writing& writing, Call const& call);

// template_resources.cpp
http::Response list_templates(city::City& city, Call const& call);
http::Response give_document_template(city::City& city, Call const& call);
void change_document_template(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
http::Response reset_document_template(city::City& city, reg::Writing& writing, Call const& call);

// import_resources.cpp
void send_import(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void list_imports(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void show_import(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void change_import(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void confirm_import(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void remove_import(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void list_refused_rows(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void give_rejects(Service& service, std::shared_ptr<Call const> call, http::Reply reply);

// batch_resources.cpp
http::Response list_batches(city::City& city, Call const& call);
http::Response show_batch(city::City& city, Call const& call);
void undo_batch(Service& service, std::shared_ptr<Call const> call, http::Reply reply);

// account_resources.cpp
http::Response list_accounts(city::City& city, Call const& call);
http::Response list_roles(city::City& city, Call const& call);
http::Response create_account(city::City& city, reg::Writing& writing, Call const& call);
http::Response change_account(city::City& city, reg::Writing& writing, Call const& call);
http::Response reset_password(city::City& city, reg::Writing& writing, Call const& call);
http::Response drop_second_factor(city::City& city, reg::Writing& writing, Call const& call);

// security_journal_resource.cpp
http::Response list_security_journal(city::City& city, Call const& call);

// frozen_resources.cpp
http::Response list_frozen(city::City& city, Call const& call);
http::Response show_frozen(city::City& city, Call const& call);
http::Response show_frozen_target(city::City& city, Call const& call);
void freeze_board(Service& service, std::shared_ptr<Call const> call, http::Reply reply);

// search_resources.cpp
http::Response search_all(city::City& city, Call const& call);
void list_alike_photos(Service& service, std::shared_ptr<Call const> call, http::Reply reply);

// verification_resource.cpp
// letters_resources.cpp
http::Response list_letters(city::City& city, Call const& call);
http::Response draft_letters(city::City& city, reg::Writing& writing, Call const& call);

// circular_resources.cpp
void show_what_if(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
http::Response show_burden(city::City& city, Call const& call);
http::Response show_brief(city::City& city, Call const& call);
http::Response give_brief(city::City& city, Call const& call);
http::Response show_circular(city::City& city, Call const& call);
http::Response give_circular(city::City& city, Call const& call);
http::Response keep_circular(city::City& city, reg::Writing& writing, Call const& call);

// appraisal_resources.cpp
http::Response list_appraisals(city::City& city, Call const& call);
http::Response show_appraisal(city::City& city, Call const& call);
http::Response show_appraised(city::City& city, Call const& call);
http::Response list_appraised_records(city::City& city, Call const& call);
http::Response compare_appraisal(city::City& city, Call const& call);
http::Response publish_appraisal(city::City& city, reg::Writing& writing, Call const& call);
void give_appraisal(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void try_appraisal(Service& service, std::shared_ptr<Call const> call, http::Reply reply);

// survey_resources.cpp
http::Response show_open_survey(city::City& city, Call const& call);
void answer_open_survey(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
http::Response list_survey_waves(city::City& city, Call const& call);
http::Response show_survey_wave(city::City& city, Call const& call);
http::Response enter_survey_answer(city::City& city, reg::Writing& writing, Call const& call);
http::Response close_survey_wave(city::City& city, reg::Writing& writing, Call const& call);

http::Response show_acceptance(city::City& city, Call const& call);
http::Response show_rehearsal(city::City& city, Call const& call);
http::Response show_acceptance_item(city::City& city, Call const& call);
void list_dossiers(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void freeze_dossier(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void show_dossier(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void give_dossier_file(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void show_verification(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void start_verification(Service& service, std::shared_ptr<Call const> call, http::Reply reply);

// pack_resources.cpp
void show_pack(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void preview_pack(Service& service, std::shared_ptr<Call const> call, http::Reply reply);
void apply_pack_preview(Service& service, std::shared_ptr<Call const> call, http::Reply reply);

/// What people call the account; its id where it is no longer there.
[[nodiscard]] std::string account_name(city::City& city, std::string const& account);
/// Records behind a figure, as a page of them is answered.
[[nodiscard]] Json page_json(report::ReadablePage const& page);
/// "", "counted", "left_out", "missing". Nothing: no such page.
[[nodiscard]] std::optional<report::PageOf> page_of(std::string const& name);
/// `as_of` of the query; the books' today where it says none. Refusals: 422.
[[nodiscard]] std::expected<Day, http::Response> day_of(city::City& city, Call const& call);
/// What the post may see of the records, for views that list them.
[[nodiscard]] report::Reach reach_of(city::City& city, identity::Post const& post);
[[nodiscard]] report::Reach reach_of(city::City& city, Call const& call);
/// The same without the directories that everybody inside the administration reads: the post's own work.
[[nodiscard]] report::Reach own_reach_of(Call const& call);
/// What a correction of the record is held against (If-Match).
[[nodiscard]] std::string etag_of(reg::Record const& record);
/// Whether other registers refer to this one, so that inside the administration everybody may read it,
/// masked.
[[nodiscard]] bool is_shared(city::City const& city, reg::Schema const& schema);

}  // namespace shian::api
