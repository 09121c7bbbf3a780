#include <CLI/CLI.hpp>

#include <algorithm>

#include "base/durable_file.hpp"
#include "cli/commands.hpp"
#include "document/layout.hpp"
#include "report/lifecycle_page.hpp"
#include "report/pack_counts.hpp"

namespace shian::cli {
namespace {

struct PackOptions {
  std::string folder;
  bool json = false;
};

int check(Context const& context, PackOptions const& options) {
  auto const compiled = city::compile(options.folder);
  if (!compiled) {
    if (options.json) print(report::errors_json(compiled.error()));
    return refuse(context, compiled.error());
  }
  auto const& pack = compiled->pack;
  print(options.json ? report::pack_counts_json(pack)
                     : report::pack_counts_text(pack, context.language, context.terminal));
  return kDone;
}

struct TemplateOptions {
  std::string folder, out;
};

int write_templates(Context const& context, TemplateOptions const& options) {
  auto const compiled = city::compile(options.folder);
  if (!compiled) return refuse(context, compiled.error());
  make_folders(options.out);
  for (auto const& definition : compiled->pack.documents) {
    auto name = definition.id + " " + definition.name.zh + ".docx";
    std::ranges::replace(name, '/', '-');
    write_durably(std::filesystem::path(options.out) / name,
                  document::write_docx(document::template_of(definition)));
    print(name + "\n");
  }
  return kDone;
}

int write_lifecycles(Context const& context, std::string const& folder) {
  auto const compiled = city::compile(folder);
  if (!compiled) return refuse(context, compiled.error());
  print(report::lifecycle_page(*compiled->schemas));
  return kDone;
}

}  // namespace

void add_pack(CLI::App& program, Context& context) {
  auto* const group = program.add_subcommand("pack", help("方案包", "packs"));
  group->require_subcommand(1);
  auto* const command = group->add_subcommand(
      "check",
      help("检查方案包及其所依托的各包，按类计数", "checks a pack and all that it extends; counts by kind"));
  auto const options = std::make_shared<PackOptions>();
  command->add_option("DIR", options->folder, help("方案包文件夹", "the pack's folder"))->required();
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = check(context, *options); });

  auto* const templates = group->add_subcommand(
      "documents",
      help("把方案包各文书的模板写成 DOCX", "writes the template of every document as a DOCX file"));
  auto const which = std::make_shared<TemplateOptions>();
  templates->add_option("DIR", which->folder, help("方案包文件夹", "the pack's folder"))->required();
  templates->add_option("--out", which->out, help("写到哪个文件夹", "the folder to write to"))->required();
  templates->callback([&context, which] { context.exit_code = write_templates(context, *which); });

  auto* const ways = group->add_subcommand(
      "lifecycles",
      help("打印各台账的办理流程图（Markdown）", "prints the ways of records as Markdown with diagrams"));
  auto const from = std::make_shared<std::string>();
  ways->add_option("DIR", *from, help("方案包文件夹", "the pack's folder"))->required();
  ways->callback([&context, from] { context.exit_code = write_lifecycles(context, *from); });
}

}  // namespace shian::cli
