/* export_shp_file.h - files for shapelib, which says before every record where it is. */
#ifndef CM_EXPORT_SHP_FILE_H
#define CM_EXPORT_SHP_FILE_H

#include <shapefil.h>

/* Sets how a file is opened, read, written and closed. shapelib seeks before every record and asks
 * after it where the file is, which costs system calls each time; here a seek is put off until
 * something is read or written elsewhere, and a million records take half the time. */
void cm__shp_file_set_hooks(SAHooks *hooks);

#endif
