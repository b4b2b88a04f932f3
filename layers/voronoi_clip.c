/* voronoi_clip.c - what of Voronoi cells lies in the window.
 *
 * A shape whose box is away from the window's border is inside or outside as a whole: only the
 * others go to GEOS. */
#include "layers/voronoi_clip.h"
#include "geo/base_memory.h"
#include "layers/geos_clip.h"
#include "layers/window_tree.h"
#include <math.h>
#include <omp.h>

static cm_box row_box(const cm_features *shapes, size_t row)
{
    const size_t first = shapes->first_part[row];
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    /* the first part is the outer ring */
    for (size_t i = shapes->first_vertex[first]; i < shapes->first_vertex[first + 1]; i++) {
        box.x_min = fmin(box.x_min, shapes->x[i]);
        box.y_min = fmin(box.y_min, shapes->y[i]);
        box.x_max = fmax(box.x_max, shapes->x[i]);
        box.y_max = fmax(box.y_max, shapes->y[i]);
    }
    return box;
}

/* A row of the cut ones is given later: 0 stands for it. */
static size_t look_at(const cm_features *shapes, size_t row, const cm_window *window)
{
    const size_t first = shapes->first_vertex[shapes->first_part[row]];

    if (shapes->first_part[row] == shapes->first_part[row + 1])
        return CM__CLIP_NOTHING;
    const cm_box box = row_box(shapes, row);
    if (cm__window_is_near(window, &box, 0))
        return 0;
    const cm_point place = {shapes->x[first], shapes->y[first]};
    return cm__window_wind(window, place) != 0 ? CM__CLIP_WHOLE : CM__CLIP_NOTHING;
}

static void look_at_all(size_t *row_of, const cm_features *shapes, const cm_window *window,
                        const cm__clip_options *options)
{
    const int threads = options->threads > 0 ? options->threads : omp_get_max_threads();

#pragma omp parallel for schedule(dynamic, 1024) num_threads(threads)
    for (size_t row = 0; row < shapes->table.row_count; row++)
        row_of[row] = options->is_bent[row] && shapes->first_part[row] < shapes->first_part[row + 1]
                          ? 0
                          : look_at(shapes, row, window);
}

/* Numbers those that are to be cut; rows receives them. */
static size_t number_cut(size_t *rows, size_t *row_of, size_t count)
{
    size_t cut = 0;

    for (size_t row = 0; row < count; row++)
        if (row_of[row] < CM__CLIP_NOTHING) {
            row_of[row] = cut;
            rows[cut++] = row;
        }
    return cut;
}

cm_status cm__clip_shapes(cm__clip *out, const cm_features *shapes, const cm_features *window,
                          const cm__clip_options *options)
{
    const size_t count = shapes->table.row_count;
    cm__clip_job job = {shapes, NULL, 0, window, options->threads, options->progress};
    cm__clip clip = {.row_of = NULL};
    cm_window *tree = NULL;
    size_t *rows = NULL;
    cm_status status = cm_window_create(&tree, window);

    if (!status)
        status = cm__array_grow(&clip.row_of, count + 1, sizeof *clip.row_of);
    if (!status)
        status = cm__array_grow(&rows, count + 1, sizeof *rows);
    if (status)
        goto done;
    look_at_all(clip.row_of, shapes, tree, options);
    job.count = number_cut(rows, clip.row_of, count);
    job.rows = rows;
    status = cm__geos_clip(&clip.cut, &job);
    if (status)
        goto done;
    *out = clip;
    clip = (cm__clip){.row_of = NULL};
done:
    cm__array_free(&rows);
    cm_window_destroy(tree);
    cm__clip_clear(&clip);
    return status;
}

void cm__clip_clear(cm__clip *clip)
{
    cm_features_clear(&clip->cut);
    cm__array_free(&clip->row_of);
}
