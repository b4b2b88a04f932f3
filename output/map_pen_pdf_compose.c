/* map_pen_pdf_compose.c - lays a PDF page for each layer over each other, with GDAL. */
#include "geo/gdal_driver.h"
#include "output/map_pen_pdf.h"
#include "output/map_svg.h"
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <stdio.h>

#define PT_PER_MM (72 / 25.4)

enum { NAME_SIZE = 64 };

/* Files in GDAL's memory are common to the process: the address of this, which no other call has
 * at the same time, makes their names. None of them gets into the document. */
typedef struct scratch {
    char folder[NAME_SIZE];
} scratch;

static void page_name(char out[static 2 * NAME_SIZE], const scratch *files, size_t i)
{
    snprintf(out, 2 * NAME_SIZE, "%s/%zu.pdf", files->folder, i);
}

static void add_attribute(cm__text *xml, const char *name, double value)
{
    cm__text_addf(xml, " %s=\"", name);
    cm__text_add_number(xml, value);
    cm__text_add(xml, "\"");
}

static void add_element(cm__text *xml, const char *name, double value)
{
    cm__text_addf(xml, "<%s>", name);
    cm__text_add_number(xml, value);
    cm__text_addf(xml, "</%s>", name);
}

/* The topmost first, as a GIS lists them. Layers are numbered through the pages. */
static void add_layers(cm__text *xml, const cm__list *list, size_t first)
{
    for (size_t i = list->layer_count; i-- > 0;) {
        const char *const title = list->layers[i].title;
        cm__text_addf(xml, "<Layer id=\"l%zu\"", first + i);
        /* GDAL writes a broken document for a layer without a name */
        cm__svg_add_attribute(xml, "name", title && *title ? title : "-");
        cm__text_add(xml, "/>");
    }
}

static void add_georeference(cm__text *xml, const cm__list *list, size_t page)
{
    const cm_box *const frame = &list->frame_mm, *const plane = &list->frame_plane;
    const double left = frame->x_min * PT_PER_MM, right = frame->x_max * PT_PER_MM;
    const double bottom = (list->height_mm - frame->y_max) * PT_PER_MM;
    const double top = (list->height_mm - frame->y_min) * PT_PER_MM;
    const double corners[][4] = {{left, top, plane->x_min, plane->y_max},
                                 {right, top, plane->x_max, plane->y_max},
                                 {right, bottom, plane->x_max, plane->y_min},
                                 {left, bottom, plane->x_min, plane->y_min}};

    cm__text_addf(xml, "<Georeferencing id=\"map%zu\"><SRS>", page + 1);
    cm__svg_add_escaped(xml, list->crs);
    cm__text_add(xml, "</SRS><BoundingBox");
    add_attribute(xml, "x1", left);
    add_attribute(xml, "y1", bottom);
    add_attribute(xml, "x2", right);
    add_attribute(xml, "y2", top);
    cm__text_add(xml, "/>");
    for (size_t i = 0; i < sizeof corners / sizeof *corners; i++) {
        cm__text_add(xml, "<ControlPoint");
        add_attribute(xml, "x", corners[i][0]);
        add_attribute(xml, "y", corners[i][1]);
        add_attribute(xml, "GeoX", corners[i][2]);
        add_attribute(xml, "GeoY", corners[i][3]);
        cm__text_add(xml, "/>");
    }
    cm__text_add(xml, "</Georeferencing>");
}

static void add_page(cm__text *xml, const cm__list *list, size_t page, size_t first,
                     const scratch *files)
{
    char name[2 * NAME_SIZE];

    cm__text_addf(xml, "<Page id=\"page%zu\"><DPI>72</DPI>", page + 1);
    add_element(xml, "Width", list->width_mm * PT_PER_MM);
    add_element(xml, "Height", list->height_mm * PT_PER_MM);
    if (list->crs)
        add_georeference(xml, list, page);
    cm__text_add(xml, "<Content streamCompression=\"NONE\">"); /* GDAL takes zlib, we libdeflate */
    for (size_t i = first; i < first + list->layer_count; i++) {
        page_name(name, files, i);
        cm__text_addf(xml, "<IfLayerOn layerId=\"l%zu\"><PDF dataset=\"%s\"/></IfLayerOn>", i,
                      name);
    }
    cm__text_add(xml, "</Content></Page>");
}

/* What GDAL's PDF driver calls a composition. */
static void add_composition(cm__text *xml, const cm__list *const *lists, size_t count,
                            const scratch *files)
{
    cm__text_add(xml, "<PDFComposition><LayerTree displayOnlyOnVisiblePages=\"true\">");
    for (size_t i = 0, first = 0; i < count; first += lists[i++]->layer_count)
        add_layers(xml, lists[i], first);
    cm__text_add(xml, "</LayerTree>");
    for (size_t i = 0, first = 0; i < count; first += lists[i++]->layer_count)
        add_page(xml, lists[i], i, first, files);
    cm__text_add(xml, "</PDFComposition>");
}

static cm_status store_pages(const cm__gdal *block, const scratch *files, const cm__text *pages,
                             size_t count)
{
    char name[2 * NAME_SIZE];

    for (size_t i = 0; i < count; i++) {
        page_name(name, files, i);
        VSILFILE *const file =
            VSIFileFromMemBuffer(name, (GByte *)pages[i].bytes, pages[i].length, FALSE);
        if (!file)
            return cm__gdal_fail(block, CM_ERR_NOMEM, name, "no memory for a page");
        VSIFCloseL(file);
    }
    return CM_OK;
}

static cm_status compose(const cm__gdal *block, const char *name, const char *composition,
                         const char *path)
{
    const GDALDriverH driver = GDALGetDriverByName("PDF");
    char **const options = CSLSetNameValue(NULL, "COMPOSITION_FILE", composition);
    const GDALDatasetH made =
        driver ? GDALCreate(driver, name, 0, 0, 0, GDT_Unknown, options) : NULL;

    CSLDestroy(options);
    if (!made)
        return cm__gdal_fail(block, CM_ERR_IO, path, "GDAL cannot compose PDF layers here");
    GDALClose(made);
    return CM_OK;
}

static cm_status take_result(cm__text *out, const char *name, const char *path)
{
    vsi_l_offset length = 0;
    const GByte *const bytes = VSIGetMemFileBuffer(name, &length, FALSE);

    if (!bytes)
        return cm__gdal_fail(&(cm__gdal){0}, CM_ERR_IO, path, "GDAL made no PDF");
    cm__text_add_bytes(out, (const char *)bytes, (size_t)length);
    return out->failed;
}

cm_status cm__pdf_compose(cm__text *out, const cm__list *const *lists, size_t count,
                          const cm__text *pages, const char *path)
{
    char result[2 * NAME_SIZE];
    cm__text xml = {0};
    scratch files;
    cm__gdal block;
    size_t layer_count = 0;
    cm_status status;

    snprintf(files.folder, NAME_SIZE, "/vsimem/clustermap-%p", (void *)&files);
    snprintf(result, sizeof result, "%s/map.pdf", files.folder);
    cm__gdal_begin(&block);
    for (size_t i = 0; i < count; i++)
        layer_count += lists[i]->layer_count;
    add_composition(&xml, lists, count, &files);
    status = xml.failed;
    if (!status)
        status = store_pages(&block, &files, pages, layer_count);
    if (!status)
        status = compose(&block, result, xml.bytes, path);
    if (!status)
        status = take_result(out, result, path);
    VSIRmdirRecursive(files.folder);
    status = cm__gdal_end(&block, status, CM_ERR_IO, path);
    cm__text_clear(&xml);
    return status;
}
