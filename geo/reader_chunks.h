/* reader_chunks.h - reads a member table from CSV or TSV part by part, however long it is. */
#ifndef CM_READER_CHUNKS_H
#define CM_READER_CHUNKS_H

#include <clustermap/reader.h>

/* cm_table_reader_open with pieces of so many bytes, so that a test can put a border anywhere. */
CM_MUST_CHECK cm_status cm__table_reader_open(cm_table_reader **out, const char *path,
                                              const cm_read_options *options, size_t piece);

#endif
