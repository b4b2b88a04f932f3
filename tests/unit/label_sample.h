/* label_sample.h - label problems like those of real maps, for tests and the benchmark. */
#ifndef LABEL_SAMPLE_H
#define LABEL_SAMPLE_H

#include "output/map_label.h"
#include <math.h>
#include <stdint.h>

#define SAMPLE_LABELS_MAX 600
#define SAMPLE_REACH_MM 1.3

/* Each label's marker is an obstacle; the last obstacle is a legend. */
typedef struct label_sample {
    cm__label labels[SAMPLE_LABELS_MAX];
    cm__label_obstacle obstacles[SAMPLE_LABELS_MAX + 1];
    cm__label_place places[SAMPLE_LABELS_MAX];
    cm__label_problem problem;
    uint32_t random;
} label_sample;

static inline double sample_random(label_sample *sample, double low, double high)
{
    sample->random = sample->random * 1664525u + 1013904223u;
    return low + (high - low) * (sample->random >> 8) * 0x1p-24;
}

static inline void sample_begin(label_sample *sample, double width_mm, double height_mm)
{
    sample->random = 1;
    sample->problem = (cm__label_problem){.frame_mm = {15, 30, 15 + width_mm, 30 + height_mm},
                                          .labels = sample->labels,
                                          .obstacles = sample->obstacles};
}

/* Adds a marker with a name of this length in a line of 2.5 mm, halo included. */
static inline cm__label *sample_add(label_sample *sample, double x, double y, double length_mm)
{
    cm__label *const label = &sample->labels[sample->problem.label_count++];

    *label = (cm__label){.kind = CM__LABEL_POINT,
                         .string = "",
                         .style = {.size_pt = 6.5, .halo_mm = 0.3},
                         .extent = {.ink_mm = {0.1, -1.6, length_mm - 0.5, 0.3}},
                         .priority = 2,
                         .at = {x, y},
                         .reach_mm = SAMPLE_REACH_MM};
    sample->obstacles[sample->problem.obstacle_count++] = (cm__label_obstacle){
        {x - SAMPLE_REACH_MM, y - SAMPLE_REACH_MM, x + SAMPLE_REACH_MM, y + SAMPLE_REACH_MM}, 6};
    return label;
}

static inline void sample_add_legend(label_sample *sample, double width_mm, double height_mm)
{
    const cm_box frame = sample->problem.frame_mm;

    sample->obstacles[sample->problem.obstacle_count++] = (cm__label_obstacle){
        {frame.x_max - width_mm, frame.y_max - height_mm, frame.x_max, frame.y_max}, INFINITY};
}

/* The ward names of a city, which stand among its members. */
static inline void sample_add_areas(label_sample *sample, size_t count)
{
    const cm_box frame = sample->problem.frame_mm;

    for (size_t i = 0; i < count; i++) {
        const cm_point at = {sample_random(sample, frame.x_min + 15, frame.x_max - 70),
                             sample_random(sample, frame.y_min + 15, frame.y_max - 15)};
        sample->labels[sample->problem.label_count++] =
            (cm__label){.kind = CM__LABEL_AREA,
                        .string = "",
                        .style = {.size_pt = 11, .halo_mm = 0.4},
                        .extent = {.ink_mm = {0.2, -3.2, 11, 0.5}},
                        .priority = 1,
                        .at = at,
                        .area_mm = {at.x - 12, at.y - 9, at.x + 12, at.y + 9}};
    }
}

/* So many members, half of them in the middle 20 x 20 mm, names of 10 to 20 mm, in 180 x 200 mm. */
static inline void sample_city(label_sample *sample, size_t members)
{
    sample_begin(sample, 180, 200);
    for (size_t i = 0; i < members; i++) {
        const double half = i % 2 == 0 ? 10 : 85;
        const double x = sample_random(sample, 105 - half, 105 + half),
                     y = sample_random(sample, 130 - half, 130 + half);
        sample_add(sample, x, y, sample_random(sample, 10, 20));
    }
}

#endif
