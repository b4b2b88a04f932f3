/* bench_label.c - how long label placement takes, and how good the places are. */
#include "tests/unit/label_sample.h"
#include <math.h>
#include <stdio.h>
#include <time.h>

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void report(const char *name, label_sample *sample)
{
    const double start = seconds();
    size_t placed = 0, leaders = 0;
    double length = 0, longest = 0, took;

    if (cm__labels_place(sample->places, &sample->problem))
        return;
    took = seconds() - start;
    for (size_t i = 0; i < sample->problem.label_count; i++) {
        const cm__label_place *const place = &sample->places[i];
        const double leader = hypot(place->leader_to.x - place->leader_from.x,
                                    place->leader_to.y - place->leader_from.y);
        placed += place->placed;
        leaders += place->has_leader;
        length += leader;
        longest = fmax(longest, leader);
    }
    printf("labels %-12s %6.3f s  placed %zu of %zu, %zu leaders, %.0f mm, longest %.0f mm\n", name,
           took, placed, sample->problem.label_count, leaders, length, longest);
}

int main(void)
{
    static label_sample sample;

    sample_city(&sample, 70);
    report("70", &sample);
    sample = (label_sample){.random = 0};
    sample_city(&sample, 60);
    sample_add_areas(&sample, 10);
    sample_add_legend(&sample, 50, 70);
    report("60 + 10", &sample);
    sample = (label_sample){.random = 0};
    sample_begin(&sample, 390, 270);
    for (size_t i = 0; i < 500; i++) {
        const double spread = i % 5 == 0 ? 40 : 120; /* a hundred of them in 120 x 80 mm */
        const double x = sample_random(&sample, 210 - 1.5 * spread, 210 + 1.5 * spread),
                     y = sample_random(&sample, 165 - spread, 165 + spread);
        sample_add(&sample, x, y, sample_random(&sample, 10, 20));
    }
    report("500 on A3", &sample);
    return 0;
}
