// The invented city while its year is being written. Inside this room only.
#pragma once

#include "simulate/sheet.hpp"

namespace shian::simulate {

struct Operator {
  std::string no;
  std::string kind;
  std::string link;
  std::string area;  // its name, as people write it
  Day opened;
  bool closed = false;
  bool key_maker = false;
  bool famous = false;
  bool upgraded = false;
  bool sunshine = false;
};

struct School {
  std::string no;
  std::string area;
  bool meals = false;
};

struct Canteen {
  std::string no;
  std::string school;
  std::string area;
  Day licensed;
};

class CityYear {
 public:
  CityYear(pack::Pack const& pack, Options const& options, std::vector<SheetWritten>& written);
  void write();

 private:
  void operators();
  void schools();
  void people();
  void sampling();
  void disposals();
  void monitoring();
  void production();
  void traceability();
  void catering();
  void campus();
  void complaints();
  void enforcement();
  void inspections();
  void emergencies();
  void governance();

  [[nodiscard]] int scaled(double count) const;
  [[nodiscard]] std::string area();
  [[nodiscard]] Day day_in(Day from, Day to);
  [[nodiscard]] Day workday_in(Day from, Day to);
  [[nodiscard]] bool school_day(Day day) const;
  [[nodiscard]] std::string written_day(Day day);  // people write days in many ways
  [[nodiscard]] std::string past(Day day) const;   // "" when it lies after the city's day
  [[nodiscard]] std::string unit(char const* id) const;
  Sheet sheet(char const* register_id, std::initializer_list<std::string_view> fields) {
    return Sheet(pack_, options_, register_id, fields, written_);
  }
  std::vector<Operator const*> of_kind(std::initializer_list<std::string_view> kinds) const;

  struct Failed {
    std::string code;
    std::string area;
    Day reported;
  };

  pack::Pack const& pack_;
  Options const& options_;
  std::vector<SheetWritten>& written_;
  Dice dice_;
  Day first_, last_;
  std::vector<int> area_weights_;
  std::vector<Operator> operators_;
  std::vector<School> schools_;
  std::vector<Canteen> canteens_;
  std::vector<Failed> failed_;
};

}  // namespace shian::simulate
