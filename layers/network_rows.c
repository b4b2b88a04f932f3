/* network_rows.c - what each row of a network's layer says of the speed on its lines. */
#include "geo/base_error.h"
#include "layers/network_inside.h"
#include <string.h>
#include <strings.h>

static const double MINUTES_PER_METRE_AT_1_KMH = 0.06;

static const char NO_LINE[] = "no line", BAD_SPEED[] = "the speed is not within 0.001..10000 km/h",
                  BAD_MINUTES[] = "the minutes are not within 0..1e9",
                  BAD_WAY[] = "the one-way word is not yes, no or reverse";

typedef struct columns {
    size_t speed, minutes, oneway;
} columns;

static cm_status find_column(size_t *out, const cm_features *lines, const char *name)
{
    *out = name ? cm_table_find_column(&lines->table, name) : CM_ABSENT;
    if (name && *out == CM_ABSENT)
        return cm__fail(CM_ERR_FORMAT, "the network has no column '%.200s'", name);
    return CM_OK;
}

/* Parts of rows may have one line each or many; they have the row's minutes together. */
static double row_length_m(const cm_features *lines, size_t row, const double *along_m)
{
    double length_m = 0;

    for (size_t p = lines->first_part[row]; p < lines->first_part[row + 1]; p++)
        length_m += along_m[lines->first_vertex[p + 1] - 1];
    return length_m;
}

static const char *read_pace(double *out, const cm_features *lines, size_t row,
                             const double *along_m, const columns *in)
{
    if (in->speed != CM_ABSENT) {
        const double speed_kmh = cm_table_get_number(&lines->table, row, in->speed);
        if (!(speed_kmh >= 1e-3 && speed_kmh <= 1e4))
            return BAD_SPEED;
        *out = MINUTES_PER_METRE_AT_1_KMH / speed_kmh;
    }
    if (in->minutes != CM_ABSENT) {
        const double minutes = cm_table_get_number(&lines->table, row, in->minutes);
        const double length_m = row_length_m(lines, row, along_m);
        if (!(minutes >= 0 && minutes <= 1e9))
            return BAD_MINUTES;
        *out = length_m > 0 ? minutes / length_m : 0;
    }
    return NULL;
}

/* The words that OpenStreetMap has for it among them. */
static const char *read_oneway(int *out, const cm_features *lines, size_t row, size_t column)
{
    static const struct {
        const char *word;
        int way;
    } words[] = {{"", 0},         {"no", 0},      {"false", 0}, {"0", 0},
                 {"yes", 1},      {"true", 1},    {"1", 1},     {"-1", -1},
                 {"reverse", -1}, {"forward", 1}, {"both", 0},  {"backward", -1}};
    char buffer[CM_CELL_MAX];
    const char *text;

    *out = 0;
    if (column == CM_ABSENT)
        return NULL;
    text = cm_table_format(&lines->table, row, column, buffer);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(words[i].word, text) == 0) {
            *out = words[i].way;
            return NULL;
        }
    return BAD_WAY;
}

static const char *read_row(cm__network_pace *out, const cm_features *lines, size_t row,
                            const double *along_m, const columns *in)
{
    double pace = out->forward;
    int way;
    const char *why = lines->first_part[row] == lines->first_part[row + 1] ? NO_LINE : NULL;

    if (!why)
        why = read_pace(&pace, lines, row, along_m, in);
    if (!why)
        why = read_oneway(&way, lines, row, in->oneway);
    if (why)
        *out = (cm__network_pace){NAN, NAN};
    else
        *out = (cm__network_pace){way >= 0 ? pace : INFINITY, way <= 0 ? pace : INFINITY};
    return why;
}

cm_status cm__network_read_paces(cm__network_pace *out, cm_network_summary *summary,
                                 const cm_features *lines, const double *along_m,
                                 const cm_network_options *options)
{
    const double pace =
        options->unit == CM_NETWORK_METRES ? 1 : MINUTES_PER_METRE_AT_1_KMH / options->speed_kmh;
    columns in;
    cm_status status = find_column(&in.speed, lines, options->speed);

    if (!status)
        status = find_column(&in.minutes, lines, options->minutes);
    if (!status)
        status = find_column(&in.oneway, lines, options->oneway);
    for (size_t row = 0; row < lines->table.row_count && !status; row++) {
        out[row] = (cm__network_pace){pace, pace};
        const char *const why = read_row(&out[row], lines, row, along_m, &in);
        if (why && summary->rejected_count++ == 0) {
            summary->rejected_row = row;
            summary->rejected_why = why;
        }
    }
    summary->row_count = lines->table.row_count;
    return status;
}
