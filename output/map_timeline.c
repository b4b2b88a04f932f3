/* map_timeline.c - lays out and draws the bars of a strip along the years. */
#include "output/map_timeline.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "output/map_furniture.h"
#include <string.h>

/* The highest bar, the widest one, and the least gap between two, as a share of their distance. */
static const double bar_max_mm = 11, bar_width_mm = 9, bar_share = 0.72;
static const double text_gap_mm = 0.9, apart_mm = 0.8, title_gap_mm = 0.6;
static const cm_colour bar_fill = {0x6b, 0x85, 0x9e, 255};

/* One bar on the page. */
typedef struct bar {
    double x_mm, height_mm; /* its middle */
    bool shows_value, shows_year;
    double value_mm, year_mm; /* the widths of its texts */
} bar;

/* The strip while it is drawn. */
typedef struct drawing {
    cm__list *list;
    const cm__timeline *timeline;
    bar *bars;
    size_t count;
    double bar_mm;   /* the width of each bar */
    cm_point origin; /* the axis's left end */
    double width_mm;
    cm__text_style style;
} drawing;

/* ---- layout ---- */

static cm_status check(const cm_map_timeline *ask)
{
    if (ask->count > CM_MAP_TIMELINE_MAX)
        return cm__fail(CM_ERR_DOMAIN, "a timeline of %zu values: at most %d", ask->count,
                        CM_MAP_TIMELINE_MAX);
    if (ask->width_mm != 0 && !(ask->width_mm >= 30 && ask->width_mm <= 1000))
        return cm__fail(CM_ERR_DOMAIN, "timeline: a width of %g mm is not within 30..1000",
                        ask->width_mm);
    for (size_t i = 0; i < ask->count; i++) {
        if (!(ask->values[i].value >= 0 && ask->values[i].value <= 1e15))
            return cm__fail(CM_ERR_DOMAIN, "timeline: the value %g of %d is not within 0..1e15",
                            ask->values[i].value, ask->values[i].year);
        if (i > 0 && !(ask->values[i].year > ask->values[i - 1].year))
            return cm__fail(CM_ERR_DOMAIN, "timeline: the year %d does not come after %d",
                            ask->values[i].year, ask->values[i - 1].year);
    }
    return CM_OK;
}

static double title_mm(const cm__timeline *timeline)
{
    const cm__text_style style = cm__type_style(CM__TYPE_HEADING);

    return timeline->title.count == 0
               ? 0
               : (double)timeline->title.count * cm__type_leading_mm(&style) + title_gap_mm;
}

cm_status cm__timeline_layout(cm__timeline *out, const cm__sheet *sheet, double width_mm)
{
    const cm_map_timeline *const ask = &sheet->options->timeline;
    const cm__text_style small = cm__type_style(CM__TYPE_SMALL);
    const cm__wrap wrap = {.font = sheet->font,
                           .style = cm__type_style(CM__TYPE_HEADING),
                           .width_mm = ask->width_mm > 0 ? ask->width_mm : width_mm,
                           .lines_max = 2};
    cm_status status = check(ask);

    if (status || ask->count == 0)
        return status;
    out->ask = ask;
    out->font = sheet->font;
    out->panel_mm = ask->width_mm;
    if (ask->title)
        status = cm__wrap_text(&out->title, ask->title, &wrap);
    out->height_mm = title_mm(out) + bar_max_mm + 2 * (cm__type_cap_mm(&small) + text_gap_mm);
    return status;
}

/* ---- bars ---- */

static cm_status write_value(cm__text *text, const cm_map_timeline_value *value)
{
    if (value->label)
        cm__text_add(text, value->label);
    else if (value->value >= 1000)
        cm__word_add_grouped(text, value->value);
    else
        cm__text_add_rounded(text, value->value, 1);
    return text->failed;
}

static cm_status measure(drawing *d, size_t i)
{
    const cm_map_timeline_value *const value = &d->timeline->ask->values[i];
    cm__text text = {0}, year = {0};
    cm_status status = write_value(&text, value);

    cm__text_addf(&year, "%d", value->year);
    if (!status)
        status = year.failed;
    if (!status)
        status =
            cm__furniture_measure(&d->bars[i].value_mm, d->timeline->font, text.bytes, &d->style);
    if (!status)
        status =
            cm__furniture_measure(&d->bars[i].year_mm, d->timeline->font, year.bytes, &d->style);
    cm__text_clear(&year);
    cm__text_clear(&text);
    return status;
}

/* Bars stand at their years, the outer ones with room for what is written at them. */
static void stand(drawing *d)
{
    const cm_map_timeline_value *const values = d->timeline->ask->values;
    const size_t last = d->count - 1;
    const double room_mm[] = {fmax(d->bars[0].value_mm, d->bars[0].year_mm),
                              fmax(d->bars[last].value_mm, d->bars[last].year_mm)};
    const double left_mm = fmax(room_mm[0], bar_width_mm) / 2;
    const double span_mm = d->width_mm - left_mm - fmax(room_mm[1], bar_width_mm) / 2;
    const double years = (double)values[last].year - values[0].year;
    double least_mm = INFINITY, most = 0;

    for (size_t i = 0; i < d->count; i++) {
        const double since = (double)values[i].year - values[0].year;
        d->bars[i].x_mm = d->origin.x + left_mm + (years > 0 ? span_mm * since / years : 0);
        if (i > 0)
            least_mm = fmin(least_mm, d->bars[i].x_mm - d->bars[i - 1].x_mm);
        most = fmax(most, values[i].value);
    }
    d->bar_mm = fmin(bar_width_mm, bar_share * least_mm);
    for (size_t i = 0; i < d->count; i++)
        d->bars[i].height_mm = most > 0 ? bar_max_mm * values[i].value / most : 0;
}

/* Whether a bar's value would touch another's, or stand on a higher bar beside it. */
static bool value_fits(const drawing *d, size_t i)
{
    const bar *const own = &d->bars[i];
    const double height_mm = cm__type_cap_mm(&d->style) + 2 * text_gap_mm;

    for (size_t k = 0; k < d->count; k++) {
        const bar *const other = &d->bars[k];
        const double off_mm = fabs(other->x_mm - own->x_mm);
        if (k == i)
            continue;
        if (other->height_mm > own->height_mm && off_mm < (own->value_mm + d->bar_mm) / 2 + 0.2)
            return false;
        if (other->shows_value && off_mm < (own->value_mm + other->value_mm) / 2 + apart_mm &&
            fabs(other->height_mm - own->height_mm) < height_mm)
            return false;
        /* nor may it be where the value of a lower bar would be crossed by its own */
        if (other->shows_value && other->height_mm < own->height_mm &&
            off_mm < (other->value_mm + d->bar_mm) / 2)
            return false;
    }
    return true;
}

static bool year_fits(const drawing *d, size_t i)
{
    for (size_t k = 0; k < d->count; k++)
        if (k != i && d->bars[k].shows_year &&
            fabs(d->bars[k].x_mm - d->bars[i].x_mm) <
                (d->bars[i].year_mm + d->bars[k].year_mm) / 2 + apart_mm)
            return false;
    return true;
}

/* The last and the first year, the highest and the last value come first, then what has room. */
static void choose_texts(drawing *d)
{
    const cm_map_timeline_value *const values = d->timeline->ask->values;
    const size_t last = d->count - 1;
    size_t highest = last;

    for (size_t i = 0; i < d->count; i++)
        highest = values[i].value > values[highest].value ? i : highest;
    const size_t order[] = {last, highest, 0};
    for (size_t i = 0; i < sizeof order / sizeof *order + d->count; i++) {
        const size_t at = i < 3 ? order[i] : i - 3;
        bar *const of = &d->bars[at];
        of->shows_value = of->shows_value || value_fits(d, at);
        of->shows_year = of->shows_year || year_fits(d, at);
    }
}

/* ---- drawing ---- */

static cm_status draw_texts(const drawing *d, size_t i)
{
    const bar *const of = &d->bars[i];
    const double cap_mm = cm__type_cap_mm(&d->style);
    cm__text value = {0}, year = {0};
    cm_status status = write_value(&value, &d->timeline->ask->values[i]);

    cm__text_addf(&year, "%d", d->timeline->ask->values[i].year);
    if (!status)
        status = year.failed;
    if (!status && of->shows_value)
        status = cm__furniture_text(d->list, value.bytes, &d->style,
                                    (cm_point){of->x_mm, d->origin.y - of->height_mm - text_gap_mm},
                                    CM__ALIGN_MIDDLE);
    if (!status && of->shows_year)
        status = cm__furniture_text(d->list, year.bytes, &d->style,
                                    (cm_point){of->x_mm, d->origin.y + text_gap_mm + cap_mm},
                                    CM__ALIGN_MIDDLE);
    cm__text_clear(&year);
    cm__text_clear(&value);
    return status;
}

static cm_status draw_bars(const drawing *d)
{
    const cm_symbol fill = cm__ink_symbol(bar_fill, (cm_colour){0}, 0);
    const cm_symbol axis = cm__ink_symbol((cm_colour){0}, cm__ink_black(), 0.2);
    cm_status status = CM_OK;

    for (size_t i = 0; i < d->count && !status; i++) {
        const bar *const of = &d->bars[i];
        const cm_box box = {of->x_mm - d->bar_mm / 2, d->origin.y - of->height_mm,
                            of->x_mm + d->bar_mm / 2, d->origin.y};
        if (of->height_mm > 0)
            status = cm__furniture_box(d->list, NULL, &box, &fill);
        if (!status)
            status = draw_texts(d, i);
    }
    return status ? status
                  : cm__furniture_line(d->list, d->origin,
                                       (cm_point){d->origin.x + d->width_mm, d->origin.y}, &axis);
}

static cm_status draw_title(cm__list *list, const cm__timeline *timeline, cm_point at)
{
    const cm__text_style style = cm__type_style(CM__TYPE_HEADING);
    const double leading_mm = cm__type_leading_mm(&style);
    cm_status status = CM_OK;

    at.y += leading_mm / 2 + cm__type_middle_mm(&style);
    for (size_t i = 0; i < timeline->title.count && !status; i++, at.y += leading_mm)
        status = cm__furniture_text(list, timeline->title.texts[i], &style, at, CM__ALIGN_START);
    return status;
}

cm_status cm__timeline_draw(cm__list *list, const cm__timeline *timeline, cm_point at,
                            double width_mm)
{
    drawing d = {.list = list,
                 .timeline = timeline,
                 .count = timeline->ask ? timeline->ask->count : 0,
                 .width_mm = width_mm,
                 .style = cm__type_style(CM__TYPE_SMALL)};
    cm_status status;

    if (d.count == 0)
        return CM_OK;
    d.origin =
        (cm_point){at.x, at.y + timeline->height_mm - cm__type_cap_mm(&d.style) - text_gap_mm};
    status = cm__array_grow(&d.bars, d.count, sizeof *d.bars);
    for (size_t i = 0; i < d.count && !status; i++) {
        d.bars[i] = (bar){0};
        status = measure(&d, i);
    }
    if (!status) {
        stand(&d);
        choose_texts(&d);
        status = cm__list_add_group(list, "timeline");
    }
    if (!status)
        status = draw_title(list, timeline, at);
    if (!status)
        status = draw_bars(&d);
    cm__array_free(&d.bars);
    return status;
}

void cm__timeline_clear(cm__timeline *timeline)
{
    cm__lines_clear(&timeline->title);
    *timeline = (cm__timeline){0};
}
