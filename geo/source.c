/* temporary */
#include "geo/source.h"
#include "geo/gazetteer_source.h"
cm_status cm__sources_read(cm__source_kind *kinds, cm__source_report *report,
                                         const char *const *paths, size_t count,
                                         const cm__source_listener *listener, cm_table *rejects)
{
    cm__source_rows rows = {0}; cm_status status = CM_OK; size_t done=0;
    for (size_t i = 0; i < count && !status; i++) {
        status = cm__source_read(&rows, paths[i], rejects);
        if (status) break;
        kinds[i] = (cm__source_kind){"Geolonia 住所データ", rows.attribution[0]};
        for (; done < rows.count && !status; done++) {
            size_t e;
            cm__source_place p = {.source=i,.level=CM_LEVEL_TOWN,.prefecture=rows.rows[done].prefecture,.city=rows.rows[done].city,.town=rows.rows[done].town,.koaza=rows.rows[done].koaza,.lot="",.place=rows.rows[done].place};
            status = listener->place(listener->context, &e, &p);
        }
        if (!status && listener->goes_on && !listener->goes_on(listener->context, (double)(i+1)/(double)count)) status = CM_ERR_STOPPED;
    }
    report->rows = rows.seen; report->rejected = rows.rejected;
    cm__source_clear(&rows);
    return status;
}
