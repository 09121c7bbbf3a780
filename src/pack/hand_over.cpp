#include "pack/hand_over.hpp"

namespace shian::pack {

HandOverParts parts_of(HandOver const& hand_over) {
  auto const source = [&](std::string text) { return Source{std::move(text), hand_over.where}; };
  std::string const on(kHandedOverOn), from(kHandedOverFrom), received(kTakenOverOn);
  auto const waits = on + " != null and " + received + " == null";
  auto const copy_of = [](std::string const& field) { return "=" + field; };
  auto const step = [&](char const* id, Text name) {
    Step made;
    made.id = id;
    made.name = std::move(name);
    made.from = hand_over.from;
    made.where = hand_over.where;
    return made;
  };

  auto give = step("hand_over", {"转办", "hand over"});
  give.by = hand_over.by;
  give.day = on;
  give.needs = {hand_over.unit};
  give.sets = {{from, copy_of(hand_over.unit)}, {received, ""}};
  give.guard = source(from + " == null or " + hand_over.unit + " != " + from);
  give.guard_message = {"本来就由该单位承办", "that unit has it already"};
  give.needs_reason = true;

  auto take = step("take_over", {"签收", "receive"});
  take.by = hand_over.received_by;
  take.by_holder = true;
  take.when = source(waits);
  take.day = received;
  take.guard = source(received + " >= " + on);
  take.guard_message = {"签收早于转办", "received before it was handed over"};

  auto back = step("give_back", {"退回", "return"});
  back.by = hand_over.received_by;
  back.by_holder = true;
  back.when = source(waits);
  back.sets = {{hand_over.unit, copy_of(from)}, {on, ""}, {from, ""}};
  back.needs_reason = true;

  auto const days = std::to_string(hand_over.receipt_days);
  LifecycleClock receipt;
  receipt.id = "take_over";
  receipt.name = {"签收期限（内部约定，" + days + "个工作日）",
                  "to be received by (agreed here, " + days + " working days)"};
  receipt.due = source("after_working_days(" + on + ", " + days + ")");
  receipt.act = source(received);
  receipt.when = source(on + " != null");
  receipt.where = hand_over.where;
  return {{std::move(give), std::move(take), std::move(back)}, std::move(receipt)};
}

}  // namespace shian::pack
