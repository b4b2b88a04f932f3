/* gdal_deflate.c - bytes compressed by the deflate that GDAL carries.
 *
 * GDAL is there anyway, and what it calls (libdeflate) takes a third of zlib's time. */
#include "geo/gdal_deflate.h"
#include "geo/base_error.h"
#include <cpl_conv.h>
#include <cpl_vsi.h>

enum { LEVEL = 6 };

cm_status cm__gdal_deflate(cm__text *out, const void *bytes, size_t length)
{
    size_t packed_length = 0;
    void *const packed = CPLZLibDeflate(bytes, length, LEVEL, NULL, 0, &packed_length);

    if (!packed)
        return cm__fail(CM_ERR_NOMEM, "no memory to compress %zu bytes", length);
    cm__text_add_bytes(out, packed, packed_length);
    VSIFree(packed);
    return out->failed;
}
