/* map_credit.c - collects notes, sources and projection, and sets them in small type. */
#include "output/map_credit.h"
#include "geo/base_text.h"
#include "output/map_furniture.h"
#include <string.h>

static void add_word(cm__text *to, const cm__sheet *sheet, cm__word word)
{
    cm__text_add(to, cm__sheet_word(sheet, word));
}

/* Begins a sentence: a gap if there is one before it. */
static void add_gap(cm__text *to, const cm__sheet *sheet)
{
    if (to->length > 0)
        add_word(to, sheet, CM__WORD_GAP);
}

/* Adds a text without blanks round it, its line ends as blanks. */
static void add_trimmed(cm__text *to, const char *text, size_t length)
{
    static const char blank[] = " \t\r\n";

    while (length > 0 && strchr(blank, text[0])) {
        text++;
        length--;
    }
    while (length > 0 && strchr(blank, text[length - 1]))
        length--;
    for (size_t i = 0; i < length; i++)
        cm__text_add_bytes(to, text[i] == '\n' ? " " : &text[i], 1);
}

/* ---- notes ---- */

static const char *title_of(const cm_map_layer *layer)
{
    return layer->title ? layer->title : layer->id;
}

static const char *source_of(const cm__sheet *sheet, size_t layer)
{
    const char *const source = cm__sheet_credited(sheet, layer)->features->source;

    return source ? source : "";
}

/* Whether an earlier layer has the same title and source: an inset shows it again. */
static bool is_repeated(const cm__sheet *sheet, size_t layer)
{
    const char *const title = title_of(cm__sheet_credited(sheet, layer));

    for (size_t i = 0; i < layer; i++)
        if (strcmp(title_of(cm__sheet_credited(sheet, i)), title) == 0 &&
            strcmp(source_of(sheet, i), source_of(sheet, layer)) == 0)
            return true;
    return false;
}

static void add_approximate(cm__text *to, const cm__sheet *sheet)
{
    bool any = false;

    for (size_t i = 0; cm__sheet_credited(sheet, i); i++) {
        if (!cm__sheet_credited(sheet, i)->approximate || is_repeated(sheet, i))
            continue;
        if (!any) {
            add_gap(to, sheet);
            add_word(to, sheet, CM__WORD_APPROXIMATE);
        }
        add_word(to, sheet, any ? CM__WORD_COMMA : CM__WORD_COLON);
        cm__text_add(to, title_of(cm__sheet_credited(sheet, i)));
        any = true;
    }
}

/* How far symbols stand from their places, rounded up to two digits. */
static void add_farthest(cm__text *to, const cm__sheet *sheet)
{
    const double metres = sheet->farthest_mm * sheet->page.scale / 1000;
    double power = 1;

    while (power * 100 < metres)
        power *= 10;
    const double rounded = ceil(metres / power) * power;
    add_gap(to, sheet);
    add_word(to, sheet, CM__WORD_FANNED);
    cm__text_add(to, " ");
    cm__text_add_number(to, rounded >= 1000 ? rounded / 1000 : rounded);
    cm__text_add(to, rounded >= 1000 ? " km" : " m");
    add_word(to, sheet, CM__WORD_FANNED_END);
}

void cm__credit_add_notes(cm__text *to, const cm__sheet *sheet)
{
    if (sheet->options->as_of) {
        add_word(to, sheet, CM__WORD_AS_OF);
        cm__word_add_date(to, sheet->options->as_of, sheet->options->language);
        add_word(to, sheet, CM__WORD_AS_OF_END);
        if (sheet->options->language == CM_MAP_BOTH)
            cm__text_add(to, sheet->options->as_of);
    }
    if (sheet->outside_count > 0) {
        add_gap(to, sheet);
        add_word(to, sheet, CM__WORD_OUTSIDE);
        cm__text_add(to, " ");
        cm__word_add_members(to, sheet->outside_count, sheet->options->language);
    }
    if (sheet->gather.member_count > 0) {
        add_gap(to, sheet);
        cm__word_add_grouped(to, (double)sheet->gather.member_count);
        add_word(to, sheet, CM__WORD_GATHERED_WHY);
    }
    if (sheet->farthest_mm > 0)
        add_farthest(to, sheet);
    if (sheet->stacked) {
        add_gap(to, sheet);
        add_word(to, sheet, CM__WORD_STACKED);
    }
    add_approximate(to, sheet);
}

/* ---- sources ---- */

/* Whether an earlier layer is from the same source, so that it is named already. */
static bool is_named(const cm__sheet *sheet, size_t layer)
{
    for (size_t i = 0; i < layer; i++)
        if (strcmp(source_of(sheet, i), source_of(sheet, layer)) == 0)
            return true;
    return false;
}

/* "Wards, towns: where they are from" */
static void add_source(cm__text *to, const cm__sheet *sheet, size_t layer)
{
    const char *const source = source_of(sheet, layer);

    for (size_t i = layer; cm__sheet_credited(sheet, i); i++) {
        if (strcmp(source_of(sheet, i), source) != 0 || is_repeated(sheet, i))
            continue;
        if (i > layer)
            add_word(to, sheet, CM__WORD_COMMA);
        cm__text_add(to, title_of(cm__sheet_credited(sheet, i)));
    }
    cm__text_add(to, sheet->options->language == CM_MAP_ENGLISH ? " = " : "＝");
    add_trimmed(to, source, strlen(source));
}

static void add_timeline(cm__text *to, const cm__sheet *sheet)
{
    const cm_map_timeline *const timeline = &sheet->options->timeline;

    if (timeline->count == 0 || !timeline->source || !*timeline->source)
        return;
    if (to->length > 0)
        add_word(to, sheet, CM__WORD_BETWEEN);
    if (timeline->title && *timeline->title) {
        cm__text_add(to, timeline->title);
        cm__text_add(to, sheet->options->language == CM_MAP_ENGLISH ? " = " : "＝");
    }
    add_trimmed(to, timeline->source, strlen(timeline->source));
}

static void add_further_sources(cm__text *to, const cm__sheet *sheet)
{
    const char *line = sheet->options->credit ? sheet->options->credit : "";

    while (*line) {
        const size_t length = strcspn(line, "\n");
        const size_t had = to->length;
        if (had > 0)
            add_word(to, sheet, CM__WORD_BETWEEN);
        const size_t with_mark = to->length;
        add_trimmed(to, line, length);
        if (to->length == with_mark && to->bytes) { /* an empty line */
            to->length = had;
            to->bytes[had] = '\0';
        }
        line += length + (line[length] == '\n');
    }
}

void cm__credit_add_sources(cm__text *to, const cm__sheet *sheet)
{
    cm__text sources = {0};

    for (size_t i = 0; cm__sheet_credited(sheet, i); i++) {
        if (*source_of(sheet, i) == '\0' || is_named(sheet, i))
            continue;
        if (sources.length > 0)
            add_word(&sources, sheet, CM__WORD_BETWEEN);
        add_source(&sources, sheet, i);
    }
    add_timeline(&sources, sheet);
    add_further_sources(&sources, sheet);
    if (sources.length > 0) {
        add_word(to, sheet, CM__WORD_SOURCES);
        add_word(to, sheet, CM__WORD_COLON);
        cm__text_add_bytes(to, sources.bytes, sources.length);
    }
    to->failed = to->failed ? to->failed : sources.failed;
    cm__text_clear(&sources);
}

/* ---- projection ---- */

/* The CRS's code, if it has one: its definition is WKT else. */
static void add_code(cm__text *to, const cm__sheet *sheet)
{
    const char *const definition = cm_crs_get_definition(sheet->plane.crs);

    if (strlen(definition) < 20) {
        add_word(to, sheet, CM__WORD_COMMA);
        cm__text_add(to, definition);
    }
}

/* "EPSG's datum / its projection", with the projections that this library chooses in words. */
static void add_plane(cm__text *to, const cm__sheet *sheet)
{
    static const struct {
        const char *name;
        cm__word word, end;
    } known[] = {{"Japan Plane Rectangular CS ", CM__WORD_ZONE, CM__WORD_ZONE_END},
                 {"UTM zone ", CM__WORD_UTM, CM__WORD_UTM_END},
                 {"Lambert equal area about ", CM__WORD_EQUAL_AREA, CM__WORD_EQUAL_AREA_END}};
    const char *const name = cm_crs_get_name(sheet->plane.crs);
    const char *const slash = strstr(name, " / ");
    const char *const projection = slash ? slash + 3 : name;

    for (size_t i = 0; slash && i < sizeof known / sizeof *known; i++) {
        if (strncmp(projection, known[i].name, strlen(known[i].name)) != 0)
            continue;
        add_word(to, sheet, known[i].word);
        cm__text_add(to, projection + strlen(known[i].name));
        add_word(to, sheet, known[i].end);
        add_word(to, sheet, CM__WORD_OPEN);
        cm__text_add_bytes(to, name, (size_t)(slash - name));
        add_code(to, sheet);
        add_word(to, sheet, CM__WORD_CLOSE);
        return;
    }
    cm__text_add(to, name);
    add_code(to, sheet);
}

/* A number with exactly so many decimals. */
static void add_fixed(cm__text *to, double value, int decimals)
{
    double power = 1;

    for (int i = 0; i < decimals; i++)
        power *= 10;
    const long units = lround(fabs(value) * power);
    cm__text_addf(to, "%s%ld.%0*ld", value < 0 && units > 0 ? "-" : "", units / (long)power,
                  decimals, units % (long)power);
}

/* Whether the scale in a corner differs by more than a percent from that in the middle. */
static bool scale_varies(const cm__sheet *sheet)
{
    const cm_box frame = cm__page_get_extent(&sheet->page);
    const cm_point corners[] = {{frame.x_min, frame.y_min},
                                {frame.x_min, frame.y_max},
                                {frame.x_max, frame.y_min},
                                {frame.x_max, frame.y_max}};
    bool varies = false;

    for (size_t i = 0; i < 4; i++) {
        const double scale = cm__plane_measure_scale(&sheet->plane, corners[i]);
        varies = varies || !(fabs(scale / sheet->factors.point_scale - 1) <= 0.01);
    }
    return varies;
}

static void add_projection(cm__text *to, const cm__sheet *sheet)
{
    if (sheet->options->is_diagram)
        return;
    add_word(to, sheet, CM__WORD_PROJECTION);
    add_word(to, sheet, CM__WORD_COLON);
    if (!sheet->plane.crs) {
        add_word(to, sheet, CM__WORD_NO_CRS);
        return;
    }
    add_plane(to, sheet);
    add_gap(to, sheet);
    add_word(to, sheet, CM__WORD_SCALE_FACTOR);
    cm__text_add(to, " ");
    add_fixed(to, sheet->factors.point_scale, 4);
    if (fabs(sheet->factors.true_north_deg) > 0.1) {
        add_gap(to, sheet);
        add_word(to, sheet, CM__WORD_TRUE_NORTH);
        cm__text_add(to, sheet->factors.true_north_deg > 0 ? " +" : " ");
        add_fixed(to, sheet->factors.true_north_deg, 2);
        cm__text_add(to, "°");
    }
    if (scale_varies(sheet)) {
        add_gap(to, sheet);
        add_word(to, sheet, CM__WORD_SCALE_VARIES);
    }
}

/* ---- lines ---- */

cm_status cm__credit_layout(cm__credit *out, const cm__sheet *sheet, double width_mm)
{
    /* Each has lines of its own, so that no text without end pushes the projection out. */
    static const struct {
        void (*add)(cm__text *, const cm__sheet *);
        size_t lines_max;
    } paragraphs[] = {{cm__credit_add_notes, 3}, {cm__credit_add_sources, 7}, {add_projection, 2}};
    cm__wrap wrap = {.font = sheet->font,
                     .style = cm__type_style(CM__TYPE_SMALL),
                     .width_mm = width_mm,
                     .no_widow = true};
    cm_status status = CM_OK;

    for (size_t i = 0; i < sizeof paragraphs / sizeof *paragraphs && !status; i++) {
        cm__text paragraph = {0};
        paragraphs[i].add(&paragraph, sheet);
        status = paragraph.failed;
        wrap.lines_max = out->lines.count + paragraphs[i].lines_max;
        out->lines.cut = false;
        if (!status && paragraph.length > 0)
            status = cm__wrap_text(&out->lines, paragraph.bytes, &wrap);
        cm__text_clear(&paragraph);
    }
    out->height_mm = (double)out->lines.count * cm__type_leading_mm(&wrap.style);
    return status;
}

cm_status cm__credit_draw(cm__list *list, const cm__credit *credit, cm_point at)
{
    const cm__text_style style = cm__type_style(CM__TYPE_SMALL);
    const double leading_mm = cm__type_leading_mm(&style);
    cm_status status = cm__list_add_group(list, "credit");

    /* The middle of a line's kanji stands in the middle of its height. */
    at.y += leading_mm / 2 + cm__type_middle_mm(&style);
    for (size_t i = 0; i < credit->lines.count && !status; i++, at.y += leading_mm)
        status = cm__furniture_text(list, credit->lines.texts[i], &style, at, CM__ALIGN_START);
    return status;
}

void cm__credit_clear(cm__credit *credit)
{
    cm__lines_clear(&credit->lines);
    *credit = (cm__credit){0};
}
