/* cli_map_proof.c - clustermap map --proof: the map in grey and to the colour-blind. */
#include "cli/cli_run.h"
#include <stdio.h>
#include <string.h>

/* NAME-proof.png beside NAME.png. */
static cli_exit proof_path(char *out, const char *path)
{
    const char *const slash = strrchr(path, '/');
    const char *const dot = strrchr(slash ? slash : path, '.');
    const size_t length = dot && dot > path ? (size_t)(dot - path) : strlen(path);

    if (snprintf(out, PROJECT_PATH_MAX, "%.*s-proof%s", (int)length, path, path + length) >=
        PROJECT_PATH_MAX)
        return cli_say(CLI_FAILED, "%s: the path is too long", path);
    return CLI_DONE;
}

static cm_status write_page(const cm_map *map, const cm_map *proof, cm_format format,
                            const char *path, const char *beside)
{
    const cm_map *const pages[] = {map, proof};
    cm_status status;

    if (format == CM_FORMAT_PDF)
        return cm_map_write_pages(pages, 2, path);
    status =
        format == CM_FORMAT_SVG ? cm_map_write_svg(proof, beside) : cm_map_write_png(proof, beside);
    if (status)
        return status;
    return format == CM_FORMAT_SVG ? cm_map_write_svg(map, path) : cm_map_write_png(map, path);
}

cli_exit run_write_proof(run_work *work, cm_format format, const char *path)
{
    char beside[PROJECT_PATH_MAX] = "";
    cli_exit result = CLI_DONE;

    if (format != CM_FORMAT_PDF)
        result = proof_path(beside, path);
    if (result)
        return result;
    if (!work->proof && cm_map_proof(&work->proof, work->map))
        return cli_fail();
    if (write_page(work->map, work->proof, format, path, beside))
        return cli_fail();
    return beside[0] ? run_remember(work, beside) : CLI_DONE;
}
