/* test_map_label.c - tests output/map_label.c, by geometry of its own. */
#include "geo/base_memory.h"
#include "output/map_label.h"
#include "tests/test.h"
#include "tests/unit/label_sample.h"

static label_sample sample;

static double clamped(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

static double distance(cm_point a, cm_point b)
{
    return hypot(a.x - b.x, a.y - b.y);
}

static double box_distance(const cm_box *a, const cm_box *b)
{
    const double x = fmax(fmax(a->x_min - b->x_max, b->x_min - a->x_max), 0),
                 y = fmax(fmax(a->y_min - b->y_max, b->y_min - a->y_max), 0);

    return hypot(x, y);
}

/* Where on its way the leader is after a share of it. */
static cm_point along(const cm__label_place *place, double share)
{
    return (cm_point){place->leader_from.x + share * (place->leader_to.x - place->leader_from.x),
                      place->leader_from.y + share * (place->leader_to.y - place->leader_from.y)};
}

/* By walking along it in small steps. */
static bool leader_meets_box(const cm__label_place *place, const cm_box *box)
{
    const int steps = 4000;

    for (int i = 0; i <= steps; i++) {
        const cm_point at = along(place, (double)i / steps);
        if (at.x >= box->x_min && at.x <= box->x_max && at.y >= box->y_min && at.y <= box->y_max)
            return true;
    }
    return false;
}

/* By solving for the shares at which the two lines meet. */
static bool leaders_meet(const cm__label_place *a, const cm__label_place *b)
{
    const double ax = a->leader_to.x - a->leader_from.x, ay = a->leader_to.y - a->leader_from.y,
                 bx = b->leader_to.x - b->leader_from.x, by = b->leader_to.y - b->leader_from.y;
    const double x = b->leader_from.x - a->leader_from.x, y = b->leader_from.y - a->leader_from.y;
    const double across = ax * by - ay * bx;
    const double share_a = (x * by - y * bx) / across, share_b = (x * ay - y * ax) / across;

    return share_a >= 0 && share_a <= 1 && share_b >= 0 && share_b <= 1;
}

static void check_leader(const cm__label *label, const cm__label_place *place)
{
    const cm_point nearest = {clamped(label->at.x, place->ink_mm.x_min, place->ink_mm.x_max),
                              clamped(label->at.y, place->ink_mm.y_min, place->ink_mm.y_max)};

    if (!place->has_leader) {
        if (label->kind == CM__LABEL_POINT) /* beside its marker */
            CHECK(distance(nearest, label->at) < 1.5 * label->reach_mm + 0.5);
        return;
    }
    CHECK(label->kind == CM__LABEL_POINT);
    CHECK_NEAR(distance(place->leader_from, label->at), label->reach_mm, 1e-9);
    CHECK_NEAR(distance(place->leader_to, nearest), 0, 1e-9);
    CHECK(distance(place->leader_from, place->leader_to) <= 40);
}

static void check_alone(const label_sample *of, size_t i)
{
    const cm__label *const label = &of->labels[i];
    const cm__label_place *const place = &of->places[i];
    const cm_box frame = of->problem.frame_mm;
    const double halo = label->style.halo_mm;

    CHECK(place->ink_mm.x_min >= frame.x_min && place->ink_mm.x_max <= frame.x_max &&
          place->ink_mm.y_min >= frame.y_min && place->ink_mm.y_max <= frame.y_max);
    CHECK_NEAR(place->at.x + label->extent.ink_mm.x_min - halo, place->ink_mm.x_min, 1e-9);
    CHECK_NEAR(place->at.x + label->extent.ink_mm.x_max + halo, place->ink_mm.x_max, 1e-9);
    CHECK_NEAR(place->at.y + label->extent.ink_mm.y_min - halo, place->ink_mm.y_min, 1e-9);
    CHECK_NEAR(place->at.y + label->extent.ink_mm.y_max + halo, place->ink_mm.y_max, 1e-9);
    check_leader(label, place);
    for (size_t k = 0; k < of->problem.obstacle_count; k++)
        if (isinf(of->obstacles[k].cost)) {
            CHECK(box_distance(&place->ink_mm, &of->obstacles[k].box_mm) > 0);
            CHECK(!place->has_leader || !leader_meets_box(place, &of->obstacles[k].box_mm));
        }
}

static void check_pair(const cm__label_place *a, const cm__label_place *b)
{
    CHECK(box_distance(&a->ink_mm, &b->ink_mm) >= 0.2 - 1e-9);
    CHECK(!a->has_leader || !leader_meets_box(a, &b->ink_mm));
    CHECK(!b->has_leader || !leader_meets_box(b, &a->ink_mm));
    CHECK(!a->has_leader || !b->has_leader || !leaders_meet(a, b));
}

/* Places the labels and checks all that is promised. Returns how many are placed. */
static size_t check_places(label_sample *of)
{
    const size_t count = of->problem.label_count;
    size_t placed = 0;

    CHECK(cm__labels_place(of->places, &of->problem) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        if (!of->places[i].placed)
            continue;
        placed++;
        check_alone(of, i);
        for (size_t k = 0; k < i; k++)
            if (of->places[k].placed)
                check_pair(&of->places[k], &of->places[i]);
    }
    return placed;
}

static void begin(double width_mm, double height_mm)
{
    sample = (label_sample){.random = 0};
    sample_begin(&sample, width_mm, height_mm);
}

TEST(places_all_the_names_of_a_dense_city)
{
    sample = (label_sample){.random = 0};
    sample_city(&sample, 60);
    CHECK(check_places(&sample) == 60);
}

TEST(places_them_beside_wards_and_a_legend)
{
    size_t hidden = 0, wards = 0;

    sample = (label_sample){.random = 0};
    sample_city(&sample, 60);
    sample_add_areas(&sample, 10);
    sample_add_legend(&sample, 50, 70);
    const cm_box legend = sample.obstacles[60].box_mm;
    for (size_t i = 0; i < 60; i++)
        hidden += sample.labels[i].at.x > legend.x_min && sample.labels[i].at.y > legend.y_min;
    CHECK(check_places(&sample) >= 70 - hidden); /* what stands under the legend has no leader */
    for (size_t i = 60; i < 70; i++) {
        const cm_box *const area = &sample.labels[i].area_mm, *const ink = &sample.places[i].ink_mm;
        wards += sample.places[i].placed && ink->x_min >= area->x_min - 1e-9 &&
                 ink->x_max <= area->x_max + 1e-9 && ink->y_min >= area->y_min - 1e-9 &&
                 ink->y_max <= area->y_max + 1e-9;
    }
    CHECK(wards == 10);
}

TEST(finds_the_same_places_every_time)
{
    static cm__label_place before[SAMPLE_LABELS_MAX];

    sample = (label_sample){.random = 0};
    sample_city(&sample, 60);
    CHECK(cm__labels_place(sample.places, &sample.problem) == CM_OK);
    memcpy(before, sample.places, sizeof before);
    memset(sample.places, 0, sizeof sample.places);
    CHECK(cm__labels_place(sample.places, &sample.problem) == CM_OK);
    CHECK(memcmp(before, sample.places, sizeof before) == 0);
}

TEST(prefers_the_right_then_the_upper_right)
{
    begin(100, 100);
    sample_add(&sample, 60, 80, 15);
    CHECK(check_places(&sample) == 1 && !sample.places[0].has_leader);
    CHECK_NEAR(sample.places[0].ink_mm.x_min, 60 + SAMPLE_REACH_MM + 0.3, 1e-9);
    CHECK_NEAR((sample.places[0].ink_mm.y_min + sample.places[0].ink_mm.y_max) / 2, 80, 1e-9);
    sample.obstacles[sample.problem.obstacle_count++] =
        (cm__label_obstacle){{62, 79, 100, 82}, INFINITY}; /* the right and lower right are taken */
    CHECK(check_places(&sample) == 1 && !sample.places[0].has_leader);
    CHECK(sample.places[0].ink_mm.x_min > 60 && sample.places[0].ink_mm.y_max < 79);
    begin(100, 100);
    sample_add(&sample, 113, 80, 15); /* at the frame: the left */
    CHECK(check_places(&sample) == 1 && sample.places[0].ink_mm.x_max < 113);
    CHECK(!sample.places[0].has_leader);
}

TEST(keeps_off_other_markers)
{
    begin(100, 100);
    sample_add(&sample, 60, 80, 15);
    sample_add(&sample, 66, 80, 15);
    CHECK(check_places(&sample) == 2);
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < 2; k++)
            CHECK(box_distance(&sample.places[i].ink_mm, &sample.obstacles[k].box_mm) >= 0);
    CHECK(sample.places[0].ink_mm.x_max < 66 - SAMPLE_REACH_MM ||
          sample.places[0].ink_mm.x_min > 66 + SAMPLE_REACH_MM ||
          sample.places[0].ink_mm.y_max <= 80 - SAMPLE_REACH_MM ||
          sample.places[0].ink_mm.y_min >= 80 + SAMPLE_REACH_MM);
}

TEST(fans_out_the_names_of_one_address)
{
    size_t leaders = 0;

    begin(150, 150);
    for (size_t i = 0; i < 14; i++)
        sample_add(&sample, 90, 105, 12 + (double)i / 2);
    CHECK(check_places(&sample) == 14);
    for (size_t i = 0; i < 14; i++)
        leaders += sample.places[i].has_leader;
    CHECK(leaders >= 6);
}

TEST(lets_a_lower_priority_give_way)
{
    /* A strip so low that only one name fits beside the two markers. */
    for (size_t first = 0; first < 2; first++) {
        begin(22, 2.7);
        sample_add(&sample, 17, 31.3, 15);
        sample_add(&sample, 17.5, 31.3, 15);
        sample.labels[first].priority = 1;
        sample.labels[1 - first].priority = 7;
        CHECK(check_places(&sample) == 1);
        CHECK(sample.places[first].placed && !sample.places[1 - first].placed);
    }
}

TEST(leaves_the_least_important_out_of_a_crowd)
{
    size_t left_out = 0;

    begin(60, 40);
    for (size_t i = 0; i < 80; i++) {
        const double x = sample_random(&sample, 20, 70), y = sample_random(&sample, 33, 67);
        sample_add(&sample, x, y, 14)->priority = i < 10 ? 1 : 5;
    }
    CHECK(check_places(&sample) < 80);
    for (size_t i = 0; i < 80; i++) {
        left_out += !sample.places[i].placed;
        CHECK(i >= 10 || sample.places[i].placed);
    }
    CHECK(left_out > 0 && left_out < 50);
}

TEST(moves_a_ward_name_inside_its_area_only)
{
    const cm__label ward = {.kind = CM__LABEL_AREA,
                            .string = "",
                            .extent = {.ink_mm = {0, -3, 12, 0}},
                            .priority = 1,
                            .at = {60, 60},
                            .area_mm = {50, 55, 75, 70}};

    begin(100, 100);
    sample.labels[sample.problem.label_count++] = ward;
    CHECK(check_places(&sample) == 1); /* nothing in the way: at its anchor */
    CHECK_NEAR(sample.places[0].ink_mm.x_min, 54, 1e-9);
    CHECK_NEAR(sample.places[0].ink_mm.y_min, 58.5, 1e-9);
    sample.obstacles[sample.problem.obstacle_count++] =
        (cm__label_obstacle){{50, 55, 70, 62}, INFINITY};
    CHECK(check_places(&sample) == 1 && sample.places[0].ink_mm.y_min > 62);
    CHECK(sample.places[0].ink_mm.y_max <= 70 && sample.places[0].ink_mm.x_min >= 50);
    sample.obstacles[0].box_mm = (cm_box){40, 40, 90, 90};
    CHECK(check_places(&sample) == 0);
    begin(100, 100);
    sample.labels[sample.problem.label_count] =
        ward; /* larger than its area: stays in the middle */
    sample.labels[sample.problem.label_count++].area_mm = (cm_box){58, 59, 62, 61};
    CHECK(check_places(&sample) == 1);
    CHECK_NEAR(sample.places[0].ink_mm.x_min, 54, 1e-9);
}

TEST(leaves_out_what_cannot_be_placed)
{
    static const struct {
        const char *why;
        cm_point at;
        cm_box ink;
    } rows[] = {
        {"wider than the frame", {60, 80}, {0, -2, 200, 0}},
        {"higher than the frame", {60, 80}, {0, -200, 10, 0}},
        {"no glyphs", {60, 80}, {INFINITY, INFINITY, -INFINITY, -INFINITY}},
        {"no place", {NAN, NAN}, {0, -2, 10, 0}},
        {"far outside the frame", {1e6, -1e6}, {0, -2, 10, 0}},
        {"not measured", {60, 80}, {NAN, NAN, NAN, NAN}},
        {"endless", {60, 80}, {0, -2, INFINITY, 0}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        begin(100, 100);
        sample_add(&sample, 60, 80, 15);
        sample.labels[0].at = rows[i].at;
        sample.labels[0].extent.ink_mm = rows[i].ink;
        sample_add(&sample, 61, 90, 15);
        CHECK(check_places(&sample) == 1 && !sample.places[0].placed && sample.places[1].placed);
    }
    begin(100, 100);
    CHECK(check_places(&sample) == 0); /* no label at all */
}

TEST(takes_frames_and_obstacles_of_any_kind)
{
    static const cm_box frames[] = {
        {0, 0, 1e4, 1e4}, {0, 0, 0, 0}, {5, 5, 1, 1}, {-1e3, -1e3, -900, -900}};
    static const cm_box boxes[] = {
        {-INFINITY, -INFINITY, INFINITY, 10}, {NAN, NAN, NAN, NAN}, {5, 5, 1, 1}};

    for (size_t f = 0; f < sizeof frames / sizeof *frames; f++)
        for (size_t b = 0; b < sizeof boxes / sizeof *boxes; b++) {
            begin(100, 100);
            sample.problem.frame_mm = frames[f];
            sample_add(&sample, 60, 80, 15);
            sample_add(&sample, -950, -950, 15);
            sample.obstacles[sample.problem.obstacle_count++] =
                (cm__label_obstacle){boxes[b], b ? 6 : INFINITY};
            CHECK(check_places(&sample) <= 2);
        }
}

TEST(refuses_more_labels_than_a_page_can_hold)
{
    cm__label_problem problem = {.frame_mm = {0, 0, 100, 100}, .label_count = 20001};

    CHECK(cm__labels_place(sample.places, &problem) == CM_ERR_LIMIT);
}

TEST(leaves_nothing_behind_when_memory_ends)
{
    begin(60, 60);
    for (size_t i = 0; i < 6; i++)
        sample_add(&sample, 40, 60, 12);
    for (size_t nth = 1; nth < 100; nth++) {
        cm__memory_fail_at(nth, false);
        const cm_status status = cm__labels_place(sample.places, &sample.problem);
        cm__memory_fail_at(0, false);
        CHECK(cm__memory_live() == 0);
        if (status == CM_OK)
            break;
        CHECK(status == CM_ERR_NOMEM && nth < 50);
    }
}

TEST_MAIN(RUN(places_all_the_names_of_a_dense_city), RUN(places_them_beside_wards_and_a_legend),
          RUN(finds_the_same_places_every_time), RUN(prefers_the_right_then_the_upper_right),
          RUN(keeps_off_other_markers), RUN(fans_out_the_names_of_one_address),
          RUN(lets_a_lower_priority_give_way), RUN(leaves_the_least_important_out_of_a_crowd),
          RUN(moves_a_ward_name_inside_its_area_only), RUN(leaves_out_what_cannot_be_placed),
          RUN(takes_frames_and_obstacles_of_any_kind),
          RUN(refuses_more_labels_than_a_page_can_hold),
          RUN(leaves_nothing_behind_when_memory_ends))
