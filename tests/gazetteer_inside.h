/* gazetteer_inside.h - the small gazetteer with what is inside it, for the tests of its parts. */
#ifndef GAZETTEER_INSIDE_H
#define GAZETTEER_INSIDE_H

#include "geo/base_memory.h"
#include "geo/gazetteer_file.h"
#include "tests/gazetteer_fixture.h"

static inline size_t find_city(const cm_gazetteer *gazetteer, const char *name)
{
    for (size_t i = 0; i < gazetteer->city_count; i++)
        if (strcmp(gazetteer->cities[i].name, name) == 0)
            return i;
    return CM_ABSENT;
}

#endif
