#include "simulate/sheet.hpp"

#include <fmt/format.h>

namespace shian::simulate {
namespace {

void put(std::ofstream& out, std::string_view cell) {
  if (cell.find_first_of(",\"\n") == std::string_view::npos) {
    out << cell;
    return;
  }
  out << '"';
  for (char c : cell) {
    if (c == '"') out << '"';
    out << c;
  }
  out << '"';
}

}  // namespace

std::size_t Dice::weighted(std::vector<int> const& weights) {
  int all = 0;
  for (int const weight : weights) all += weight;
  int at = upto(all);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    at -= weights[i];
    if (at < 0) return i;
  }
  return weights.size() - 1;
}

Sheet::Sheet(pack::Pack const& pack, Options const& options, std::string register_id,
             std::initializer_list<std::string_view> fields, std::vector<SheetWritten>& written)
    : written_(written) {
  auto const* definition = pack.find_register(register_id);
  if (definition == nullptr) return;
  self_.register_id = register_id;
  self_.file = fmt::format("{:02}-{}.csv", written.size() + 1, register_id);
  out_.open(options.folder / self_.file, std::ios::binary);
  open_ = true;
  // Sheets are imported in the order in which they were begun: what is referred to comes first.
  place_ = written.size();
  written.push_back(self_);
  columns_ = fields.size();
  out_ << "模拟数据 SIMULATED: " << definition->name.zh << " / seed " << options.seed << ", " << options.year
       << "\n";
  bool first = true;
  for (auto const id : fields) {
    std::string header(id);
    for (auto const& field : definition->fields) {
      if (field.id == id) header = field.name.zh;
    }
    if (!first) out_ << ',';
    put(out_, header);
    first = false;
  }
  out_ << '\n';
}

Sheet::~Sheet() {
  if (open_) written_[place_] = self_;
}

void Sheet::row(std::initializer_list<std::string_view> cells) {
  if (!open_) return;
  SHIAN_ASSERT(cells.size() == columns_);
  bool first = true;
  for (auto const cell : cells) {
    if (!first) out_ << ',';
    put(out_, cell);
    first = false;
  }
  out_ << '\n';
  ++self_.rows;
}

std::string fixed(double value, int places) { return fmt::format("{:.{}f}", value, places); }

}  // namespace shian::simulate
