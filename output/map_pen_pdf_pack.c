/* map_pen_pdf_pack.c - compresses the streams of a document that was composed without. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/gdal_deflate.h"
#include "output/map_pen_pdf.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An object, and where it is now. */
typedef struct object {
    unsigned long number;
    size_t at, end;
    size_t moved_at;
} object;

/* The parts of an object that holds a stream. */
typedef struct stream {
    const char *dictionary, *length_at, *length_end, *dictionary_end;
    const char *content;
    size_t length;
} stream;

static cm_status refuse(const char *what)
{
    return cm__fail(CM_ERR_FORMAT, "the composed PDF is not built as expected: %s", what);
}

static int by_place(const void *a, const void *b)
{
    const object *const s = a, *const t = b;

    return (s->at > t->at) - (s->at < t->at);
}

static int by_number(const void *a, const void *b)
{
    const object *const s = a, *const t = b;

    return (s->number > t->number) - (s->number < t->number);
}

/* Each object ends where the next begins, the last one at the table. */
static cm_status list_objects(object **out, size_t *out_count, const cm__text *pdf,
                              const cm__pdf_layout *found)
{
    size_t count = 0;
    cm_status status;

    if (found->count > pdf->length / 20)
        return refuse("too many objects");
    status = cm__array_grow(out, found->count + 1, sizeof **out);
    for (unsigned long i = 1; i < found->count && !status; i++) {
        const size_t at = cm__pdf_find_object(pdf, found, i);
        if (at > 0 && at < found->table)
            (*out)[count++] = (object){.number = i, .at = at};
    }
    if (status || count == 0)
        return status ? status : refuse("no objects");
    qsort(*out, count, sizeof **out, by_place);
    for (size_t i = 0; i < count; i++)
        (*out)[i].end = i + 1 < count ? (*out)[i + 1].at : found->table;
    *out_count = count;
    return CM_OK;
}

static const char *find(const char *from, const char *end, const char *piece)
{
    return from < end ? memmem(from, (size_t)(end - from), piece, strlen(piece)) : NULL;
}

/* "/Length 14 0 R": the number is an object of its own. The document ends with a NUL. */
static size_t read_length(const char **out_end, const char *at, const cm__text *pdf,
                          const cm__pdf_layout *found)
{
    char *end;
    const unsigned long number = strtoul(at, &end, 10);

    *out_end = end;
    if (strncmp(end, " 0 R", 4) != 0)
        return number;
    const unsigned long place = cm__pdf_find_object(pdf, found, number);
    const char *const body = place > 0 && place < pdf->length
                                 ? find(pdf->bytes + place, pdf->bytes + pdf->length, "obj")
                                 : NULL;
    *out_end = end + 4;
    return body ? strtoul(body + 3, NULL, 10) : 0;
}

/* Whether the object is a stream that is there to be compressed. */
static bool find_stream(stream *out, const object *of, const cm__text *pdf,
                        const cm__pdf_layout *found)
{
    const char *const start = pdf->bytes + of->at, *const end = pdf->bytes + of->end;
    const char *const key = find(start, end, ">>\nstream\n");
    const char *const length = key ? find(start, key, "/Length ") : NULL;

    if (!length || find(start, key, "/Filter"))
        return false;
    *out = (stream){.dictionary = start,
                    .length_at = length,
                    .dictionary_end = key,
                    .content = key + strlen(">>\nstream\n")};
    out->length = read_length(&out->length_end, length + strlen("/Length "), pdf, found);
    return out->length > 0 && out->length < (size_t)(end - out->content) &&
           out->length_end <= key && find(out->content + out->length, end, "endstream");
}

static cm_status add_stream(cm__text *out, const stream *s)
{
    cm__text packed = {0};
    const cm_status status = cm__gdal_deflate(&packed, s->content, s->length);

    if (!status) {
        cm__text_add_bytes(out, s->dictionary, (size_t)(s->length_at - s->dictionary));
        cm__text_addf(out, "/Filter /FlateDecode /Length %zu", packed.length);
        cm__text_add_bytes(out, s->length_end, (size_t)(s->dictionary_end - s->length_end));
        cm__text_add(out, ">>\nstream\n");
        cm__text_add_bytes(out, packed.bytes, packed.length);
        cm__text_add(out, "\nendstream\nendobj\n");
    }
    cm__text_clear(&packed);
    return status;
}

/* The table, with the objects at their new places, and what follows it. */
static void add_table(cm__text *out, object *objects, size_t count, const cm__text *pdf,
                      const cm__pdf_layout *found)
{
    const size_t table = out->length;
    const char *const trailer = strstr(pdf->bytes + found->table, "trailer");
    const char *const end = trailer ? strstr(trailer, "startxref") : NULL;
    size_t next = 0;

    qsort(objects, count, sizeof *objects, by_number);
    cm__text_addf(out, "xref\n0 %lu\n", found->count);
    for (unsigned long i = 0; i < found->count; i++)
        if (next < count && objects[next].number == i)
            cm__text_addf(out, "%010zu 00000 n \n", objects[next++].moved_at);
        else
            cm__text_add(out, "0000000000 65535 f \n");
    if (end)
        cm__text_add_bytes(out, trailer, (size_t)(end - trailer));
    cm__text_addf(out, "startxref\n%zu\n%%%%EOF\n", table);
}

static cm_status pack(cm__text *out, object *objects, size_t count, const cm__text *pdf,
                      const cm__pdf_layout *found)
{
    cm_status status = CM_OK;

    cm__text_add_bytes(out, pdf->bytes, objects[0].at);
    for (size_t i = 0; i < count && !status; i++) {
        stream s;
        objects[i].moved_at = out->length;
        if (find_stream(&s, &objects[i], pdf, found))
            status = add_stream(out, &s);
        else
            cm__text_add_bytes(out, pdf->bytes + objects[i].at, objects[i].end - objects[i].at);
    }
    add_table(out, objects, count, pdf, found);
    return status ? status : out->failed;
}

cm_status cm__pdf_pack(cm__text *pdf)
{
    cm__pdf_layout found;
    cm__text packed = {0};
    object *objects = NULL;
    size_t count = 0;
    cm_status status = cm__pdf_find_layout(&found, pdf);

    if (!status)
        status = list_objects(&objects, &count, pdf, &found);
    if (!status)
        status = pack(&packed, objects, count, pdf, &found);
    if (status)
        goto done;
    cm__text_clear(pdf);
    *pdf = packed; /* handed over: done must not free it */
    packed = (cm__text){0};
done:
    cm__array_free(&objects);
    cm__text_clear(&packed);
    return status;
}
