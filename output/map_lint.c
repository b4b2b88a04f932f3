/* map_lint.c - runs all checks of a finished map and hands out what they found. */
#include "geo/base_arena.h"
#include "output/map_lint_check.h"

static const char *const rules[CM_MAP_LINT_POINTS] = {
    "the page has its size to 0.01 mm",
    "the stated scale is true to 0.1 %",
    "the scale bar is round, 15-35 % of the frame's width, and true to 0.5 %",
    "number and bar agree to 0.5 %; a scale that varies by over 1 % is said to",
    "all ink is 10 mm inside the page",
    "the map has 55-80 % of the printable area; no blank band has 15 % of the page",
    "title, subtitle, legend, scale, north, sources, projection and date are there",
    "furniture does not overlap, nor cut the neatline; its texts fit",
    "furniture covers no member, and not the highest class",
    "the legend explains all that is drawn, without internal names",
    "each swatch has the colours of the map to 2 CIEDE2000",
    "classes have no gaps, a unit, and the number of their members",
    "sizes are in proportion to 1 %, nested, of round values",
    "north is true to 0.1 degrees; a convergence over 0.1 degrees is printed",
    "degrees are printed alike, on two sides, apart; lines are true to 0.05 mm",
    "a locator's box is true to 0.2 mm; its outlines are no finer than 0.2 mm",
    "the credit names the source of each layer",
    "no two names overlap",
    "no name is cut by the frame or covered by furniture",
    "all names of the first priority and 95 % of all are placed",
    "leaders cross nothing, are 40 mm at most, and end at a symbol's edge",
    "names cover 2 % of the symbols at most",
    "text has a contrast of 4.5 with its ground, or a halo of 0.5 mm",
    "text has 6 pt, lines 0.1 mm, symbols 1 mm at least",
    "every character has a glyph",
    "vertical text has vertical forms of brackets and long vowels",
    "text has three sizes at least; names of areas look unlike those of members",
    "neighbouring classes are 10 CIEDE2000 apart, also without green cones; lightness is monotone",
    "symbols have a contrast of 3 with each class under them, or a casing of 0.15 mm",
    "nothing is drawn for no value; edges of classes are lines",
    "the counts of classes are those of the rows drawn, their limits rise",
    "symbols cover 35 % at most of the squares they lie in",
    "categories differ by shape or pattern, not by colour alone",
    "approximate layers are said to be",
    "PDF: fonts embedded, none of type 3, title and language set",
    "PDF: one named layer for each of the map's, corners georeferenced to 0.1 mm",
    "SVG: one text for each text, ids for groups and symbols, no larger than its data asks for",
    "the same map gives the same bytes; no time but the one set",
};

static cm_status hand_over(cm_map_lint_report *out, const cm__lint *lint)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < CM_MAP_LINT_POINTS && !status; i++) {
        const cm__lint_found *const found = &lint->found[i];
        cm__text all = {0};
        cm__text_add(&all, found->text.bytes ? found->text.bytes : "");
        if (found->misses > 1)
            cm__text_addf(&all, "; and %zu more", found->misses - 1);
        status = found->text.failed ? found->text.failed : all.failed;
        out->points[i] =
            (cm_map_lint_point){.rule = rules[i],
                                .status = found->said ? found->status : CM_MAP_LINT_DOES_NOT_APPLY,
                                .misses = found->misses};
        if (!status)
            status = cm__arena_add(&out->text, &out->points[i].finding, all.bytes);
        out->missed += found->misses > 0;
        cm__text_clear(&all);
    }
    return status;
}

cm_status cm_map_lint(cm_map_lint_report *out, const cm_map *map)
{
    static cm__lint_checks *const checks[] = {cm__lint_page,  cm__lint_furniture, cm__lint_legend,
                                              cm__lint_frame, cm__lint_names,     cm__lint_text,
                                              cm__lint_theme, cm__lint_file};
    cm__lint lint = {.list = NULL};
    cm_map_lint_report report = {.missed = 0};
    cm_status status = cm__lint_begin(&lint, map);

    for (size_t i = 0; i < sizeof checks / sizeof *checks && !status; i++)
        status = checks[i](&lint);
    if (!status)
        status = lint.failed;
    if (!status)
        status = hand_over(&report, &lint);
    if (!status) {
        *out = report; /* handed over: the texts must not go */
        report.text = NULL;
    }
    cm__arena_destroy(&report.text);
    cm__lint_end(&lint);
    return status;
}

const char *cm_map_lint_status_name(cm_map_lint_status status)
{
    return status == CM_MAP_LINT_MET      ? "met"
           : status == CM_MAP_LINT_MISSED ? "missed"
                                          : "does not apply";
}

void cm_map_lint_clear(cm_map_lint_report *report)
{
    if (!report)
        return;
    cm__arena_destroy(&report->text);
    *report = (cm_map_lint_report){0};
}
