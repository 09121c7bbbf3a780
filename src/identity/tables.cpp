#include "identity/tables.hpp"

#include <array>
#include <string>

#include "store/migration.hpp"

namespace shian::identity {
namespace {

using store::create;

void create_accounts(store::Session& session) {
  create(session, R"(
    CREATE TABLE shian_account (
      id {text} PRIMARY KEY, name {text} NOT NULL, role {text} NOT NULL, unit {text} NOT NULL, area {text} NOT NULL,
      password_hash {text} NOT NULL, must_change {int} NOT NULL, totp_secret {text} NOT NULL, totp_step {int} NOT NULL,
      disabled {int} NOT NULL, created_at {time} NOT NULL, changed_at {time} NOT NULL);
    CREATE TABLE shian_session (
      token_hash {text} PRIMARY KEY, account {text} NOT NULL, csrf {text} NOT NULL, created_at {time} NOT NULL,
      seen_at {time} NOT NULL, expires_at {time} NOT NULL, peer {text} NOT NULL);
    CREATE INDEX shian_session_account ON shian_session (account);
    CREATE TABLE shian_token (
      id {text} PRIMARY KEY, account {text} NOT NULL, name {text} NOT NULL, token_hash {text} NOT NULL,
      may_write {int} NOT NULL, created_at {time} NOT NULL, expires_at {time} NOT NULL);
    CREATE UNIQUE INDEX shian_token_hash ON shian_token (token_hash);
    CREATE INDEX shian_token_account ON shian_token (account);
    CREATE TABLE shian_security_journal (
      seq {int} PRIMARY KEY, at {time} NOT NULL, kind {text} NOT NULL, account {text} NOT NULL, peer {text} NOT NULL,
      what_zh {text} NOT NULL, what_en {text} NOT NULL, register {text} NOT NULL, record {int} NOT NULL,
      hash {blob} NOT NULL))");
}

void create_desk(store::Session& session) {
  create(session, R"(
    ALTER TABLE shian_account ADD COLUMN oidc_subject {text} NOT NULL DEFAULT '';
    CREATE UNIQUE INDEX shian_account_subject ON shian_account (oidc_subject) WHERE oidc_subject <> '';
    ALTER TABLE shian_session ADD COLUMN agent {text} NOT NULL DEFAULT '';
    ALTER TABLE shian_session ADD COLUMN second_factor {int} NOT NULL DEFAULT 0;
    ALTER TABLE shian_token ADD COLUMN last_used_at {time};
    CREATE TABLE shian_comment (
      id {int} PRIMARY KEY, task {text} NOT NULL, at {time} NOT NULL, account {text} NOT NULL, unit {text} NOT NULL,
      text {text} NOT NULL);
    CREATE INDEX shian_comment_task ON shian_comment (task, id);
    CREATE TABLE shian_saved_filter (
      id {text} PRIMARY KEY, account {text} NOT NULL, register {text} NOT NULL, name {text} NOT NULL,
      query {text} NOT NULL);
    CREATE UNIQUE INDEX shian_saved_filter_name ON shian_saved_filter (account, register, name);
    CREATE TABLE shian_idempotency (
      account {text} NOT NULL, key {text} NOT NULL, content_hash {text} NOT NULL, status {int} NOT NULL,
      answer {text} NOT NULL, at {time} NOT NULL, PRIMARY KEY (account, key));
    CREATE INDEX shian_idempotency_at ON shian_idempotency (at);
    CREATE TABLE shian_frozen (
      id {text} PRIMARY KEY, name {text} NOT NULL, as_of {date} NOT NULL, at {time} NOT NULL, account {text} NOT NULL,
      hash {text} NOT NULL, content {text} NOT NULL);
    CREATE TABLE shian_frozen_target (
      frozen {text} NOT NULL, target {text} NOT NULL, content {text} NOT NULL, PRIMARY KEY (frozen, target)))");
}

void create_verifications(store::Session& session) {
  // Stores of before this was a step of the room have the table.
  create(session, R"(
    CREATE TABLE IF NOT EXISTS shian_verification (
      seq {int} PRIMARY KEY, started_at {time} NOT NULL, finished_at {time} NOT NULL, account {text} NOT NULL,
      holds {int} NOT NULL, broke_zh {text} NOT NULL, broke_en {text} NOT NULL, proof {text} NOT NULL))");
}

void create_digests(store::Session& session) {
  create(session, R"(
    ALTER TABLE shian_account ADD COLUMN email {text} NOT NULL DEFAULT '';
    ALTER TABLE shian_account ADD COLUMN digest {text} NOT NULL DEFAULT 'zh';
    CREATE TABLE shian_digest_sent (
      account {text} NOT NULL, day {date} NOT NULL, at {time} NOT NULL, PRIMARY KEY (account, day)))");
}

}  // namespace

void prepare_tables(store::Session& session) {
  std::array<store::Migration, 4> const migrations = {
      {{1, "accounts, sessions, tokens, the security journal", create_accounts},
       {2, "comments, saved filters, kept answers, frozen boards", create_desk},
       {3, "what proofs found", create_verifications},
       {4, "mail addresses, digests that were sent", create_digests}}};
  store::migrate(session, migrations, "identity");
}

}  // namespace shian::identity
