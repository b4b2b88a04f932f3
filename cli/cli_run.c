/* cli_run.c - clustermap run PROJECT.yaml: from a member list to maps and layers. */
#include "cli/cli_run.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define NO_RANGE 0, 0, NULL

typedef struct run_request {
    cli_common common;
    const char *folder, *gazetteer, *data, *language;
    bool lint, proof;
} run_request;

static const char *const languages[] = {"ja", "en", "both", NULL};

const cli_option cli_run_options[] = {
    {"output-dir", 0, CLI_TEXT, offsetof(run_request, folder), "DIR",
     "folder for all that is written; made if it is not there; default: here", NO_RANGE,
     .kind = CLI_KIND_FOLDER, .is_written = true},
    {"gazetteer", 'g', CLI_TEXT, offsetof(run_request, gazetteer), "FILE.gaz",
     "the gazetteer, instead of the project's", NO_RANGE, .kind = CLI_KIND_GAZETTEER},
    {"data", 0, CLI_TEXT, offsetof(run_request, data), "DIR",
     "folder of full outlines, instead of the project's", NO_RANGE, .kind = CLI_KIND_FOLDER},
    {"lang", 0, CLI_CHOICE, offsetof(run_request, language), "LANG",
     "ja, en, or both on one page, instead of the project's", 0, 0, languages},
    {"lint", 0, CLI_FLAG, offsetof(run_request, lint), "",
     "check each page as a cartographer would; exit 1 if a point is missed", NO_RANGE},
    {"proof", 0, CLI_FLAG, offsetof(run_request, proof), "",
     "also the map in grey and as the colour-blind see it", NO_RANGE},
    {0},
};

cli_exit run_step(run_work *work)
{
    const double share = (double)++work->steps_done / (double)work->steps;

    if (work->progress.step && !work->progress.step(work->progress.context, share < 1 ? share : 1))
        return cli_say(CLI_FAILED, "stopped");
    return CLI_DONE;
}

static cli_exit open_plane(run_work *work)
{
    const cm_features *const layers[] = {&work->members};

    work->common.crs = work->project.crs;
    if (work->common.crs && strcmp(work->common.crs, "none") == 0)
        return cli_say(CLI_FAILED, "%s: crs: a map needs a plane on the earth", work->project.path);
    return cli_plane_open(&work->plane, &work->common, layers, 1);
}

static cli_exit compute_layers(run_work *work)
{
    cli_exit result = CLI_DONE;

    for (size_t i = 0; i < work->project.layer_count && !result; i++) {
        work->layers[i].ask = &work->project.layers[i];
        result = run_compute_layer(work, &work->layers[i]);
        if (!result)
            result = run_style_layer(work, &work->layers[i]);
    }
    return result;
}

/* What the command line says wins over the project. */
static cli_exit open_project(run_work *work, const char *path)
{
    const char *const language = work->project.language;
    const cli_exit result = project_open(&work->project, path);

    if (!result && language)
        work->project.language = language;
    if (!result && work->data) {
        work->project.data = work->data;
        work->project.data_is_given = true;
    }
    return result;
}

cli_exit run_prepare(run_work *work, const char *path)
{
    cli_exit result = open_project(work, path);

    if (result)
        return result;
    work->steps = 6 + (int)work->project.layer_count;
    work->progress = cli_progress(&work->common);
    result = run_read_members(work);
    if (!result)
        result = run_step(work);
    if (!result)
        result = open_plane(work);
    if (!result)
        result = run_label_members(work);
    if (!result)
        result = run_style_members(work);
    if (!result)
        result = run_index_members(work);
    if (!result)
        result = run_name_members(work);
    if (!result)
        result = compute_layers(work);
    if (!result)
        result = run_list_matrix(work);
    return result ? result : run_end_index(work);
}

void run_clear(run_work *work)
{
    cm_table_clear(&work->written);
    cm_table_clear(&work->index);
    cm_table_clear(&work->lint);
    cm_map_destroy(work->proof);
    for (size_t i = 0; i < work->more_count; i++)
        cm_map_destroy(work->more[i]);
    cm_map_destroy(work->map);
    run_clear_insets(work);
    for (size_t i = PROJECT_LAYERS_MAX; i-- > 0;) {
        cm_style_clear(&work->layers[i].file_style);
        cm_style_clear(&work->layers[i].style);
        cm_grid_clear(&work->layers[i].grid);
        cm_features_clear(&work->layers[i].drawn);
        cm_features_clear(&work->layers[i].features);
    }
    cm_crs_destroy(work->plane);
    cm_style_clear(&work->style);
    cm_features_clear(&work->named);
    cm_features_clear(&work->drawn);
    cm_features_clear(&work->members);
    cm_features_clear(&work->listed);
    cm_table_clear(&work->rejects);
    cm_table_clear(&work->unread);
    cm_table_clear(&work->joined);
    project_close(&work->project);
}

/* Makes the last folder of the path; its parents must be there. */
static cli_exit make_folder(const char *folder)
{
    struct stat found;

    if (mkdir(folder, 0777) == 0)
        return CLI_DONE;
    if (errno == EEXIST && stat(folder, &found) == 0 && S_ISDIR(found.st_mode))
        return CLI_DONE;
    return cli_say(CLI_FAILED, "%s: %s", folder,
                   errno == EEXIST ? "is not a folder" : strerror(errno));
}

static void report(const run_work *work)
{
    if (work->common.json)
        run_print_report(work);
    run_say_members(work);
    for (size_t i = 0; i < work->written.row_count && !work->common.quiet; i++)
        cli_say(CLI_DONE, "wrote %s", cm_table_get_text(&work->written, i, 0));
}

cli_exit cli_run(const cli_verb *verb, int argc, char **argv)
{
    run_request request = {.folder = "."};
    run_work work = {.map = NULL};
    cli_exit checked = CLI_DONE, result = cli_options_read(&request, &argc, argv, verb);

    if (result)
        return result;
    work.wants_proof = request.proof;
    work.common = request.common;
    work.gazetteer = request.gazetteer;
    work.data = request.data;
    work.project.language = request.language;
    work.project.joined = &work.joined;
    result = run_prepare(&work, argv[0]);
    if (!result)
        result = make_folder(request.folder);
    if (!result)
        result = run_write_layers(&work, request.folder);
    if (!result)
        result = run_write_project(&work, request.folder);
    if (!result)
        result = run_write_maps(&work, request.folder);
    if (!result && request.lint)
        checked = run_lint(&work);
    if (!result)
        report(&work);
    run_clear(&work);
    return result ? result : checked;
}
