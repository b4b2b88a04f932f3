/* export.c - writes layers: chooses the CRS and the writer of the format. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "output/export_writers.h"
#include <clustermap/crs.h>
#include <string.h>

enum { ROWS_A_STEP = 1024 };

void cm__export_placed_clear(cm__export_placed *view)
{
    cm__array_free(&view->x);
    cm__array_free(&view->y);
    cm_crs_destroy(view->to);
    cm_crs_destroy(view->from);
    *view = (cm__export_placed){0};
}

static cm_status copy_values(double **out, const double *values, size_t count)
{
    const cm_status status = count > 0 ? cm__array_grow(out, count, sizeof **out) : CM_OK;

    if (!status && count > 0)
        memcpy(*out, values, count * sizeof *values);
    return status;
}

static cm_status choose_crs(cm__export_placed *out, cm_format format, const char *wanted)
{
    const char *const usual = format == CM_FORMAT_GEOJSON ? CM_CRS_WGS84 : CM_CRS_LONLAT;
    cm_status status = cm_crs_create(&out->to, wanted ? wanted : usual);

    if (status || format != CM_FORMAT_GEOJSON || !wanted)
        return status;
    if (!cm_crs_is_geographic(out->to))
        return cm__fail(CM_ERR_DOMAIN,
                        "GeoJSON holds longitude and latitude only, not %s (gpkg holds any)",
                        cm_crs_get_name(out->to));
    cm_crs_destroy(out->to);
    out->to = NULL;
    return cm_crs_create(&out->to, usual);
}

static cm_status transform(cm__export_placed *out, const char *path)
{
    const size_t count = out->layer.vertex_count;
    size_t lost = 0;
    cm_status status = copy_values(&out->x, out->layer.x, count);

    if (!status)
        status = copy_values(&out->y, out->layer.y, count);
    if (!status)
        status = cm_crs_transform(out->from, out->to, out->x, out->y, count, &lost);
    if (!status && lost > 0)
        status = cm__fail(CM_ERR_DOMAIN, "%s: %zu places are out of the reach of %s", path, lost,
                          cm_crs_get_name(out->to));
    out->layer.x = out->x;
    out->layer.y = out->y;
    out->layer.crs = cm_crs_get_definition(out->to);
    return status;
}

cm_status cm__export_place(cm__export_placed *out, const cm_features *layer, const char *path,
                           cm_format format, const cm_export_options *options)
{
    cm_status status = CM_OK;

    out->layer = *layer;
    if (layer->geometry == CM_GEOMETRY_NONE)
        out->layer.crs = NULL;
    if (!out->layer.crs)
        return CM_OK;
    if (!out->from)
        status = cm_crs_create(&out->from, layer->crs);
    if (!status && !out->to)
        status = choose_crs(out, format, options->out_crs);
    if (status)
        return status;
    out->is_geographic = cm_crs_is_geographic(out->to);
    return transform(out, path);
}

static cm_status check_target(const char *path, cm_format format)
{
    if (strcmp(path, "-") == 0 &&
        (format == CM_FORMAT_GPKG || format == CM_FORMAT_SHP || format == CM_FORMAT_FGB))
        return cm__fail(CM_ERR_DOMAIN, "%s goes into a file, not to standard output",
                        cm_format_name(format));
    return CM_OK;
}

cm_progress cm__export_progress(const cm_export_options *options)
{
    return options->version >= 3 ? options->progress : (cm_progress){NULL, NULL};
}

cm_status cm__export_step(const cm_progress *progress, const char *path, size_t row, size_t count)
{
    if (row % ROWS_A_STEP != 0 || !progress->step ||
        progress->step(progress->context, (double)row / (double)count))
        return CM_OK;
    return cm__fail(CM_ERR_STOPPED, "%s: the writing was stopped", path);
}

static cm_status write_layer(const cm__export_job *job)
{
    switch (job->format) {
    case CM_FORMAT_CSV:
    case CM_FORMAT_TSV: return cm__export_csv(job);
    case CM_FORMAT_GEOJSON: return cm__export_geojson(job);
    case CM_FORMAT_SHP: return cm__export_shp(job);
    case CM_FORMAT_GPKG: return cm__export_gpkg(job, 1);
    case CM_FORMAT_FGB: return cm__export_fgb(job);
    case CM_FORMAT_PG: return cm__export_pg(job);
    default: break;
    }
    return cm__fail(CM_ERR_DOMAIN, "%s: a layer cannot be written as %s", job->path,
                    cm_format_name(job->format));
}

cm_status cm_features_write(const cm_features *features, const char *path, cm_format format,
                            const cm_export_options *options, cm_export_report *report)
{
    static const cm_export_options usual = CM_EXPORT_OPTIONS_INIT;
    cm_export_report made = {0};
    cm__export_placed view = {0};
    cm__export_job job = {.path = path, .format = format, .report = &made};
    cm_status status = check_target(path, format);

    job.options = options ? options : &usual;
    if (!status)
        status = cm__export_place(&view, features, path, format, job.options);
    job.layer = &view.layer;
    job.is_geographic = view.is_geographic;
    if (!status)
        status = write_layer(&job);
    if (!status && report)
        *report = made;
    cm__export_placed_clear(&view);
    return status;
}

/* All layers must have names of their own: they become the names of tables. */
static cm_status check_layer_names(const cm_features *const *layers, size_t count, const char *path)
{
    for (size_t i = 0; i < count; i++) {
        if (!layers[i]->name || !*layers[i]->name)
            return cm__fail(CM_ERR_DOMAIN, "%s: layer %zu has no name", path, i + 1);
        for (size_t j = 0; j < i; j++)
            if (cm__text_is_same(layers[i]->name, layers[j]->name))
                return cm__fail(CM_ERR_DOMAIN, "%s: two layers are named %s", path,
                                layers[i]->name);
    }
    return count > 0 ? CM_OK : cm__fail(CM_ERR_DOMAIN, "%s: no layer to write", path);
}

cm_status cm_features_write_gpkg(const cm_features *const *layers, size_t count, const char *path,
                                 const cm_export_options *options, cm_export_report *report)
{
    static const cm_export_options usual = CM_EXPORT_OPTIONS_INIT;
    cm_export_report made = {0};
    cm__export_job *jobs = NULL;
    cm__export_placed *views = NULL;
    size_t placed_count = 0;
    cm_status status = check_target(path, CM_FORMAT_GPKG);

    if (!status)
        status = check_layer_names(layers, count, path);
    if (!status)
        status = cm__array_grow(&jobs, count, sizeof *jobs);
    if (!status)
        status = cm__array_grow(&views, count, sizeof *views);
    while (!status && placed_count < count) {
        cm__export_placed *const view = &views[placed_count];
        *view = (cm__export_placed){0};
        status = cm__export_place(view, layers[placed_count], path, CM_FORMAT_GPKG,
                                  options ? options : &usual);
        jobs[placed_count++] = (cm__export_job){.layer = &view->layer,
                                                .is_geographic = view->is_geographic,
                                                .path = path,
                                                .format = CM_FORMAT_GPKG,
                                                .options = options ? options : &usual,
                                                .report = &made};
    }
    if (!status)
        status = cm__export_gpkg(jobs, count);
    if (!status && report)
        *report = made;
    while (placed_count > 0)
        cm__export_placed_clear(&views[--placed_count]);
    cm__array_free(&views);
    cm__array_free(&jobs);
    return status;
}
