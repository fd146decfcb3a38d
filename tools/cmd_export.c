/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi export: the layers of a project in another format. */
#include "command.h"
#include "i18n.h"
#include "json.h"
#include "talk.h"

#include <sizhi/sizhi.h>

struct export_args {
    sz_export_options options;
    const char *output;
    int json;
};

#define AT(member) offsetof(struct export_args, member)
#define ATO(member) offsetof(struct export_args, options.member)

static const struct opt opts[] = {
    { .name = "output", .letter = 'o', .kind = OPT_TEXT, .arg = "PATH",
      .at = AT(output), .required = 1,
      .help = N_("file or directory to write; its ending says the format") },
    { .name = "format", .kind = OPT_TEXT, .arg = "NAME", .at = ATO(format),
      .help = N_("GDAL driver, when the ending does not say it") },
    { .name = "layer", .kind = OPT_TEXT, .arg = "NAME", .at = ATO(layer),
      .help = N_("this layer only") },
    { .name = "encoding", .kind = OPT_TEXT, .arg = "NAME", .at = ATO(encoding),
      .help = N_("of a Shapefile's texts: UTF-8 or GBK") },
    { .name = "json", .kind = OPT_FLAG, .at = AT(json),
      .help = N_("print the result as JSON") },
};

static void print_json(const char *path, const struct export_args *args)
{
    json_object *out = json_object_new_object();
    json_text(out, "project", path);
    json_text(out, "output", args->output);
    json_text(out, "layer", args->options.layer);
    json_print(out);
}

static int run(int argc, char **argv)
{
    struct export_args args = { .options = SZ_EXPORT_OPTIONS_INIT };
    const char *path = NULL;
    sz_project *project = NULL;
    sz_error err = SZ_ERROR_INIT;
    int code = EXIT_DONE;
    enum parsed parsed = options_parse(&cmd_export, argc, argv, &args, &path);
    if (parsed != PARSED)
        return parsed == PARSED_HELP ? EXIT_DONE : EXIT_USAGE;
    if (sz_project_read(path, &project, &err) != SZ_SUCCESS ||
        sz_project_export(project, args.output, &args.options, &err) != SZ_SUCCESS)
        code = talk_failure("export", &err);
    else if (args.json)
        print_json(path, &args);
    else
        puts(args.output);
    sz_project_free(project);
    return code;
}

const struct command cmd_export = {
    "export", "PROJECT", N_("write a project's layers in another format"),
    opts, COUNT(opts), run,
};
