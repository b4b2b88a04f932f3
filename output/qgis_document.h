/* qgis_document.h - the document that is a project of QGIS. */
#ifndef CM_QGIS_DOCUMENT_H
#define CM_QGIS_DOCUMENT_H

#include "geo/base_text.h"
#include <clustermap/qgis_project.h>

/* Adds the document, as a .qgs holds it. Errors as cm_qgis_project_write. */
CM_MUST_CHECK cm_status cm__qgis_document(cm__text *out, const cm_qgis_project *project);

/* Adds the document as an archive, as a .qgz is. */
CM_MUST_CHECK cm_status cm__qgis_archive(cm__text *out, const cm_qgis_project *project);

#endif
