// Registers as sheets: the blank one to fill in, and the records, masked, to take along.
#include "api/files.hpp"
#include "api/listing.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"
#include "intake/file_kind.hpp"
#include "intake/workbook_writer.hpp"
#include "report/sheet.hpp"

namespace shian::api {
void give_template(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  service.ask(
      [&service, call, reply](city::City& city) {
        auto const schema = city.schemas().get(call->parts[0]);
        if (!schema) return reply(refusal(404, schema.error()));
        intake::TemplateLists lists;
        for (auto const& area : city.pack().areas) lists.areas.push_back(area.name.zh);
        for (auto const& unit : city.pack().units) lists.units.push_back(unit.name.zh);
        auto file = service.new_file(".xlsx");
        if (auto const written = intake::write_template(file->file(), **schema, lists); !written)
          return reply(refusal(503, written.error()));
        auto const& name = (*schema)->definition.name.in(call->language);
        reply(made_file(std::move(file), intake::kXlsxType,
                        name + (call->language == Language::zh ? "（模板）" : " (template)") + ".xlsx"));
      },
      reply, Service::Pace::quick);
}

void export_records(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  auto const format = call->request.parameter("format").value_or("xlsx");
  if (format != "xlsx" && format != "csv")
    return reply(refusal(422, "request.format", "format 须为 xlsx 或 csv", "format must be xlsx or csv"));
  service.ask(
      [&service, call, reply, format](city::City& city) {
        auto const schema = city.schemas().get(call->parts[0]);
        if (!schema) return reply(refusal(404, schema.error()));
        auto listing = understand_listing(city, **schema, *call, identity::Action::exporting);
        if (!listing) return reply(listing.error());
        report::SheetOptions as;
        as.sees = reach_of(city, *call).may_read;
        as.language = call->language;
        as.query = std::move(listing->query);
        auto const file = service.new_file("." + format);
        auto const written = report::write_sheet(city, **schema, file->file(), as);
        if (!written) return reply(refusal(503, written.error()));
        auto const rows = std::to_string(written->rows);
        auto const& definition = (*schema)->definition;
        auto const name = definition.name.in(call->language) + " " +
                          call->now.day(city.utc_offset_minutes()).to_string() + "." + format;
        auto entry = entry_of(*call, "export",
                              {"导出 " + rows + " 条记录（" + format + "，个人信息已遮蔽）",
                               "exported " + rows + " records (" + format + ", personal data masked)"});
        entry.register_id = definition.id;
        // The file goes out only when this entry is kept.
        service.write(
            call->author(),
            [entry, file, name, format](city::City& books, reg::Writing&) {
              identity::append(books.session(), entry);
              return made_file(file, format == "csv" ? "text/csv; charset=utf-8" : intake::kXlsxType, name);
            },
            reply);
      },
      reply, Service::Pace::long_lasting);
}

}  // namespace shian::api
