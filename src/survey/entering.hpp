// An answer on its way into the register: from the open page, or from an interviewer.
#pragma once

#include "survey/waves.hpp"

namespace shian::survey {

struct Entry {
  std::string receipt;  // random, made by whoever sends it: sent twice, it is kept once
  std::string area, age_band, sex;
  Answers answers;
  bool is_refused = false;  // the person would not answer: interviewers only
};

enum class Way { interview, open_link };

enum class Kept { created, there_already };

/// Enters it on `today`. Its outcome follows from the answers: a screening question ends the interview; a
/// valid answer leaves no question out. Nothing says who it was. Errors (`where.file` names the property):
/// the survey is not open on the day, or has no such way; a receipt, town, age, sex, question or choice that
/// is none; a question left out.
[[nodiscard]] Expected<Kept> enter(reg::Writing& writing, city::City& city, Wave const& wave, Way way,
                                   Entry const& entry, Day today);

}  // namespace shian::survey
