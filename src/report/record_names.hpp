// What people call a record and the things it refers to.
#pragma once

#include <string>

#include "city/city.hpp"
#include "register/mask.hpp"
#include "report/reach.hpp"

namespace shian::report {

class RecordNames {
 public:
  /// `sees`: whether the reader may see a record that is secret still; left out, none such is named.
  RecordNames(city::City& city, reg::Personal personal, Language language, Sees sees = {})
      : city_(city), personal_(personal), language_(language), sees_(std::move(sees)) {}

  /// The first key's values joined by "/", references by their own key: what a sheet may hold to mean this
  /// record. Empty without a key.
  [[nodiscard]] std::string key(reg::Schema const& schema, std::span<Value const> values) const;
  /// The key and the label, as far as the register has them: "EK-0001 Red Lion".
  [[nodiscard]] std::string name(reg::Schema const& schema, std::span<Value const> values) const;
  /// A field for reading: names of areas and units, keys (else labels) of records referred to, personal data
  /// masked.
  [[nodiscard]] std::string shown(reg::FieldSchema const& field, Value const& value) const;
  /// The record that a reference points at, by key, else label, else "#12"; one that is kept from the reader
  /// by nothing of its own.
  [[nodiscard]] std::string referred(int register_index, RecordId id) const;

 private:
  city::City& city_;
  reg::Personal personal_;
  Language language_;
  Sees sees_;
};

}  // namespace shian::report
