/* map_lint_legend.c - checks that the legend says all that is drawn, and nothing else: points 10 to
 * 13. */
#include "output/colour_sense.h"
#include "output/map_lint_check.h"
#include "output/map_type.h"
#include <stdio.h>
#include <string.h>

static const double same_colour = 2; /* CIEDE2000 */

/* ---- texts ---- */

/* Whether a printed text is the beginning of a label, or the label that of the text: lines are
 * broken, and counts follow. */
static bool begins(const char *printed, const char *label)
{
    while (*printed && *label) {
        if (*printed == ' ' || *label == ' ') { /* a line may be broken there */
            printed += *printed == ' ';
            label += *label == ' ';
        } else if (*printed++ != *label++) {
            return false;
        }
    }
    return true;
}

/* The next of the legend's texts for a label, from an item on; its item_count if there is none. */
static size_t find_text(const cm__group *legend, const char *label, size_t from)
{
    for (; from < legend->item_count; from++)
        if (legend->items[from].string && *legend->items[from].string &&
            begins(legend->items[from].string, label))
            break;
    return from;
}

/* Whether a text, or the further lines of it, say a number. */
static bool says(const cm__group *legend, size_t text, const char *number)
{
    for (; text < legend->item_count && legend->items[text].kind == CM__ITEM_TEXT; text++)
        if (strstr(legend->items[text].string, number))
            return true;
    return false;
}

/* Whether two lines of a text say this, whether a blank was dropped between them or not. */
static bool say_together(const char *first, const char *second, const char *wanted)
{
    char text[600];

    snprintf(text, sizeof text, "%.290s%.290s", first, second);
    if (strstr(text, wanted))
        return true;
    snprintf(text, sizeof text, "%.290s %.290s", first, second);
    return strstr(text, wanted) != NULL;
}

/* Whether a text of the legend, or one with the line after it, says this. */
static bool has_text(const cm__lint *lint, const char *wanted)
{
    const cm__group *const legend = cm__lint_group(lint, "legend");
    const char *before = "";

    for (size_t i = 0; legend && i < legend->item_count; i++) {
        const char *const string = legend->items[i].string;
        if (!string)
            continue;
        if (strstr(string, wanted) || say_together(before, string, wanted))
            return true;
        before = string;
    }
    return false;
}

static bool is_in_legend(const cm__manifest_layer *layer)
{
    return layer->inset == CM_ABSENT && !layer->no_legend && layer->class_count > 0;
}

/* ---- 10 ---- */

static void check_absent_named(cm__lint *lint, const cm__manifest_layer *layer)
{
    if ((layer->absent_count > layer->beyond_count &&
         !has_text(lint, cm__word_get(CM__WORD_NO_VALUE, lint->manifest->language))) ||
        (layer->beyond_count > 0 &&
         !has_text(lint, cm__word_get(CM__WORD_NO_CLASS, lint->manifest->language))))
        cm__lint_miss(lint, 10, "%zu rows of '%s' without a class are not in the legend",
                      layer->absent_count, layer->id);
}

static bool is_internal(const cm__manifest_layer *layer, const char *text)
{
    const char *const names[] = {layer->id, layer->column, layer->size_column};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i] && strcmp(names[i], text) == 0 &&
            !(layer->title && strcmp(layer->title, text) == 0))
            return true;
    return false;
}

static void check_internal(cm__lint *lint, const cm__manifest_layer *layer)
{
    const cm__group *const legend = cm__lint_group(lint, "legend");

    for (size_t i = 0; legend && i < legend->item_count; i++) {
        const char *const text = legend->items[i].string;
        if (text && is_internal(layer, text))
            cm__lint_miss(lint, 10, "the legend prints '%s', a name of columns or layers",
                          CM__NAME(text));
    }
}

/* ---- 10, 11: symbols ---- */

static cm_colour ground_of(const cm__lint *lint)
{
    cm_colour ground = cm__ink_paper();
    cm__walk walk = {.list = lint->list};

    for (const cm__item *item; (item = cm__walk_find(&walk, CM__HOLDS_GROUND));)
        if (item->symbol.fill.alpha == 255 && walk.layer == 0)
            ground = item->symbol.fill;
    return ground;
}

static double colour_gap(cm_colour map, cm_colour swatch, cm_colour ground)
{
    if (map.alpha == 0 && swatch.alpha == 0)
        return 0;
    return cm__colour_difference(cm__colour_over(map, ground),
                                 cm__colour_over(swatch, cm__ink_paper()));
}

static bool has_stroke(const cm_symbol *symbol)
{
    return symbol->stroke.alpha > 0 && symbol->stroke_mm > 0;
}

/* A symbol without a number for its size is drawn hollow, in the colour that its class is filled
 * with. */
static double marker_gap(const cm_symbol *a, const cm_symbol *b)
{
    const cm_colour paper = cm__ink_paper();
    const double gap =
        fmax(colour_gap(a->fill, b->fill, paper), colour_gap(a->stroke, b->stroke, paper));

    if (a->shape != b->shape)
        return INFINITY;
    return memcmp(&a->fill, &paper, sizeof paper) == 0 && has_stroke(a)
               ? fmin(gap, colour_gap(a->stroke, b->fill, paper))
               : gap;
}

/* How far the colours of a swatch are from those on the map; INFINITY: it is of another form. */
static double swatch_gap(const cm__item *item, const cm__item *swatch, cm_colour ground)
{
    const cm_symbol *const a = &item->symbol, *const b = &swatch->symbol;

    if (swatch->kind != item->kind || swatch->kind == CM__ITEM_TEXT)
        return INFINITY;
    if (item->kind == CM__ITEM_MARKER)
        return marker_gap(a, b);
    if (a->fill.alpha == 0)
        return has_stroke(b) ? colour_gap(a->stroke, b->stroke, cm__ink_paper()) : INFINITY;
    if (!has_stroke(a) && has_stroke(b) && b->fill.alpha == 0) /* the head of an arrow */
        return colour_gap(a->fill, b->stroke, cm__ink_paper());
    return b->fill.alpha > 0 ? colour_gap(a->fill, b->fill, ground) : INFINITY;
}

/* How far the colours of a class are from those of what stands before a text. */
static double text_gap(const cm__group *legend, size_t text, const cm__item *wanted,
                       cm_colour ground)
{
    double least = INFINITY;

    for (size_t i = text; i > 0 && legend->items[i - 1].kind != CM__ITEM_TEXT; i--)
        least = fmin(least, swatch_gap(wanted, &legend->items[i - 1], ground));
    return least;
}

/* Its text must be in the legend, and beside it its own swatch: not that of another class. */
static void check_class(cm__lint *lint, const cm__manifest_layer *layer,
                        const cm__manifest_class *class, cm_colour ground)
{
    const cm__group *const legend = cm__lint_group(lint, "legend");
    const cm__item wanted = {.kind = layer->geometry == CM_GEOMETRY_POINT ? CM__ITEM_MARKER
                                                                          : CM__ITEM_PATH,
                             .symbol = class->symbol};
    const bool is_seen = class->symbol.fill.alpha > 0 || has_stroke(&class->symbol);
    double least = INFINITY;
    size_t texts = 0;

    for (size_t i = 0; legend && (i = find_text(legend, class->label, i)) < legend->item_count;
         i++) {
        texts++;
        least = fmin(least, text_gap(legend, i, &wanted, ground));
    }
    if (texts == 0)
        cm__lint_miss(lint, 10, "'%s' of '%s' is drawn and not in the legend",
                      CM__NAME(class->label), layer->id);
    else if (is_seen && !(least < same_colour))
        cm__lint_miss(lint, 11, "the swatch beside '%s' is not that of '%s'",
                      CM__NAME(class->label), layer->id);
}

static void check_symbol(cm__lint *lint, const cm__item *item, const char *layer, cm_colour ground)
{
    const cm__group *const legend = cm__lint_group(lint, "legend");
    double least = INFINITY;

    for (size_t i = 0; legend && i < legend->item_count; i++)
        least = fmin(least, swatch_gap(item, &legend->items[i], ground));
    if (isinf(least))
        cm__lint_miss(lint, 10, "a symbol of '%s' is drawn and not in the legend", layer);
    else if (!(least < same_colour))
        cm__lint_miss(lint, 11, "a symbol of '%s' is %s from the nearest swatch", layer,
                      CM__SHOW(least, 1));
    else
        cm__lint_meet(lint, 11, "all colours on the map are in the legend");
}

enum { KINDS_MAX = 64 };

/* Symbols that were looked at already; of more kinds than this each is looked at again. */
typedef struct seen {
    struct {
        cm__item_kind kind;
        cm_shape shape;
        cm_colour fill, stroke;
    } kinds[KINDS_MAX];
    size_t count;
} seen;

static bool is_new(seen *all, const cm__item *item)
{
    const cm_symbol *const s = &item->symbol;

    for (size_t i = 0; i < all->count; i++)
        if (all->kinds[i].kind == item->kind && all->kinds[i].shape == s->shape &&
            memcmp(&all->kinds[i].fill, &s->fill, sizeof s->fill) == 0 &&
            memcmp(&all->kinds[i].stroke, &s->stroke, sizeof s->stroke) == 0)
            return false;
    if (all->count < KINDS_MAX) {
        all->kinds[all->count].kind = item->kind;
        all->kinds[all->count].shape = s->shape;
        all->kinds[all->count].fill = s->fill;
        all->kinds[all->count++].stroke = s->stroke;
    }
    return true;
}

/* What a detail shows must look like something in the legend; a locator needs no words. */
static bool needs_legend(const cm__lint *lint, const cm__manifest_layer *layer)
{
    return is_in_legend(layer) ||
           (layer->inset != CM_ABSENT && !lint->manifest->insets[layer->inset].is_locator &&
            !layer->no_legend && layer->class_count > 0);
}

static void check_symbols(cm__lint *lint)
{
    const cm_colour ground = ground_of(lint);
    seen all = {.count = 0};
    cm__walk walk = {.list = lint->list};

    for (const cm__item *item; (item = cm__walk_find(&walk, CM__HOLDS_LAYER));) {
        const cm__manifest_layer *const layer = cm__lint_layer(lint, walk.in_group);
        const bool drawn = item->symbol.fill.alpha > 0 || has_stroke(&item->symbol);
        if (needs_legend(lint, layer) && drawn && is_new(&all, item))
            check_symbol(lint, item, layer->id, ground);
    }
}

static void check_layer(cm__lint *lint, const cm__manifest_layer *layer, cm_colour ground)
{
    for (size_t i = 0; i < layer->class_count && !layer->is_gathered; i++)
        if (layer->classes[i].found > 0)
            check_class(lint, layer, &layer->classes[i], ground);
    check_absent_named(lint, layer);
    check_internal(lint, layer);
}

static void check_complete(cm__lint *lint)
{
    const cm_colour ground = ground_of(lint);
    size_t count = 0;

    for (size_t i = 0; i < lint->manifest->layer_count; i++) {
        if (!is_in_legend(&lint->manifest->layers[i]))
            continue;
        count++;
        check_layer(lint, &lint->manifest->layers[i], ground);
    }
    check_symbols(lint);
    cm__lint_meet(lint, 10, "layers in the legend with all that is drawn of them: %zu", count);
    cm__lint_pass_over(lint, 11, "nothing is drawn that is in the legend");
}

/* ---- 12 ---- */

/* Numbers in a label such as "0.5–1": the first and the last. */
static size_t read_numbers(const char *text, double *out_first, double *out_last)
{
    size_t count = 0;

    while (*text) {
        double value = 0;
        const char *const end = *text >= '0' && *text <= '9' ? cm__number_read(&value, text) : NULL;
        if (end)
            *(count++ == 0 ? out_first : out_last) = value;
        text = end ? end : text + 1;
    }
    return count;
}

static void check_gap(cm__lint *lint, const cm__manifest_layer *layer, size_t i)
{
    const cm__manifest_class *const a = &layer->classes[i], *const b = &layer->classes[i + 1];
    double first = 0, until = 0, from = 0, last = 0;

    if (a->upper != b->lower)
        cm__lint_miss(lint, 12, "'%s': a class ends at %s, the next begins at %s", layer->id,
                      CM__SHOW(a->upper, 6), CM__SHOW(b->lower, 6));
    else if (read_numbers(a->label, &first, &until) == 2 &&
             read_numbers(b->label, &from, &last) == 2 && until != from)
        cm__lint_miss(lint, 12, "'%s': '%s' is followed by '%s'", layer->id, CM__NAME(a->label),
                      CM__NAME(b->label));
}

static void check_limits(cm__lint *lint, const cm__manifest_layer *layer)
{
    for (size_t i = 0; i + 1 < layer->class_count; i++)
        if (!layer->classes[i].is_rest && !layer->classes[i + 1].is_rest)
            check_gap(lint, layer, i);
    if (!layer->unit || !*layer->unit)
        cm__lint_miss(lint, 12, "'%s' has no unit", layer->id);
    else if (!has_text(lint, layer->unit))
        cm__lint_miss(lint, 12, "the legend does not print the unit '%s'", CM__NAME(layer->unit));
}

/* Of bands each class is one area: their number says nothing. */
static bool shows_counts(const cm__manifest_layer *layer)
{
    size_t most = 0;

    for (size_t i = 0; i < layer->class_count; i++)
        most = layer->classes[i].count > most ? layer->classes[i].count : most;
    return layer->role == CM_MAP_MEMBERS || (layer->role == CM_MAP_BANDS && most > 1);
}

static void check_count(cm__lint *lint, const cm__manifest_layer *layer,
                        const cm__manifest_class *class)
{
    const cm__group *const legend = cm__lint_group(lint, "legend");
    cm__text number = {0};
    size_t texts = 0, told = 0;

    cm__text_add(&number, cm__word_get(CM__WORD_OPEN, lint->manifest->language));
    cm__word_add_grouped(&number, (double)class->count);
    cm__text_add(&number, cm__word_get(CM__WORD_CLOSE, lint->manifest->language));
    for (size_t i = 0;
         legend && !number.failed && (i = find_text(legend, class->label, i)) < legend->item_count;
         i++) {
        texts++;
        told += says(legend, i, number.bytes);
    }
    if (texts > 0 && told == 0)
        cm__lint_miss(lint, 12, "the legend does not say that '%s' of '%s' has %zu",
                      CM__NAME(class->label), layer->id, class->count);
    cm__lint_fail(lint, number.failed);
    cm__text_clear(&number);
}

static void check_classes(cm__lint *lint)
{
    size_t count = 0;

    for (size_t i = 0; i < lint->manifest->layer_count; i++) {
        const cm__manifest_layer *const layer = &lint->manifest->layers[i];
        if (!is_in_legend(layer) || layer->kind == CM_STYLE_SINGLE || layer->is_gathered)
            continue;
        count++;
        if (layer->kind == CM_STYLE_GRADUATED)
            check_limits(lint, layer);
        for (size_t k = 0; shows_counts(layer) && k < layer->class_count; k++)
            if (layer->classes[k].count > 0)
                check_count(lint, layer, &layer->classes[k]);
    }
    if (count == 0)
        cm__lint_pass_over(lint, 12, "no layer has classes");
    else
        cm__lint_meet(lint, 12, "layers with classes: %zu", count);
}

/* ---- 13 ---- */

static double printed_number(const char *text)
{
    double value = 0;

    if (strchr(text, '.'))
        return cm__number_read(&value, text) ? value : 0;
    for (; *text; text++)
        value = *text >= '0' && *text <= '9' ? 10 * value + (*text - '0') : value;
    return value;
}

static bool is_round(double value)
{
    const double digit = value / pow(10, floor(log10(value) + 1e-9));

    return fabs(digit - 1) < 1e-6 || fabs(digit - 2) < 1e-6 || fabs(digit - 5) < 1e-6;
}

/* A circle, the line from its top, and its value follow each other. */
static bool is_sized_row(const cm__group *legend, size_t i)
{
    const cm__item *const items = legend->items;

    return i + 2 < legend->item_count && items[i].kind == CM__ITEM_MARKER &&
           items[i + 1].kind == CM__ITEM_PATH && items[i + 1].path.vertex_count == 2 &&
           items[i + 2].kind == CM__ITEM_TEXT && printed_number(items[i + 2].string) > 0;
}

/* Whether one of the layers has such sizes. */
static bool is_in_proportion(const cm__lint *lint, double size_mm, double value)
{
    for (size_t i = 0; i < lint->manifest->layer_count; i++) {
        const cm__manifest_layer *const layer = &lint->manifest->layers[i];
        const double want_mm = layer->size_mm * sqrt(value / layer->size_value);
        if (layer->size_column && fabs(size_mm * size_mm / (want_mm * want_mm) - 1) <= 0.01)
            return true;
    }
    return false;
}

static void check_size(cm__lint *lint, const cm__item *row, double *ground_mm)
{
    const double value = printed_number(row[2].string), size_mm = row[0].symbol.size_mm;
    const double foot_mm = row[0].at.y + size_mm / 2;

    if (isnan(*ground_mm))
        *ground_mm = foot_mm;
    if (!is_in_proportion(lint, size_mm, value))
        cm__lint_miss(lint, 13, "%s mm is not in proportion to %s", CM__SHOW(size_mm, 2),
                      row[2].string);
    else if (!is_round(value))
        cm__lint_miss(lint, 13, "%s is not 1, 2 or 5 x 10^n", row[2].string);
    else if (fabs(foot_mm - *ground_mm) > 0.05)
        cm__lint_miss(lint, 13, "the circle of %s does not stand on the others' ground",
                      row[2].string);
}

static void check_sizes(cm__lint *lint)
{
    const cm__group *const legend = cm__lint_group(lint, "legend");
    size_t layers = 0, circles = 0;
    double ground_mm = NAN;

    for (size_t i = 0; i < lint->manifest->layer_count; i++)
        layers += lint->manifest->layers[i].size_column &&
                  is_in_legend(&lint->manifest->layers[i]) &&
                  lint->manifest->layers[i].geometry == CM_GEOMETRY_POINT;
    if (layers == 0) {
        cm__lint_pass_over(lint, 13, "no symbols are in proportion to a number");
        return;
    }
    for (size_t i = 0; legend && i < legend->item_count; i++) {
        if (!is_sized_row(legend, i)) {
            ground_mm = NAN; /* other circles stand elsewhere */
            continue;
        }
        check_size(lint, &legend->items[i], &ground_mm);
        circles++;
        i += 2;
    }
    if (circles == 0)
        cm__lint_miss(lint, 13, "the legend shows no sizes");
    cm__lint_meet(lint, 13, "%zu sizes are shown", circles);
}

cm_status cm__lint_legend(cm__lint *lint)
{
    check_complete(lint);
    check_classes(lint);
    check_sizes(lint);
    return CM_OK;
}
