// Records that only whoever entered them and the office may know of until they are revealed: what a secret
// inspection found (明查暗访). Who that is, is known in `identity`; here is what a record says of it.
#pragma once

#include <string>
#include <vector>

#include "register/ledger.hpp"

namespace shian::reg {

struct Step;

/// The record says that it is secret, and has no day on which it was revealed.
[[nodiscard]] bool is_secret(Schema const& schema, std::span<Value const> values);

/// The opposite over the register's own columns; empty: the register keeps no secrets.
struct OpenCondition {
  std::string sql;
  std::vector<Value> parameters;
};
[[nodiscard]] OpenCondition open_records(Schema const& schema);

/// The step that reveals records of the register: the one that brings the day. Null: there is none.
[[nodiscard]] Step const* revealing_step(Schema const& schema);

struct SecretRecord {
  Schema const* schema = nullptr;
  RecordId id = 0;
};
/// What is still secret and refers to the record from another register (what a round found, where it goes):
/// it is revealed with it.
[[nodiscard]] std::vector<SecretRecord> secrets_under(Ledger& ledger, Schema const& schema, RecordId id);

}  // namespace shian::reg
