/* source_prefectures.h - the prefectures of Japan, by their codes. */
#ifndef CM_SOURCE_PREFECTURES_H
#define CM_SOURCE_PREFECTURES_H

#define CM__PREFECTURE_COUNT 47

typedef struct cm__prefecture {
    const char *name, *kana;
    const char *roman;       /* as the Address Base Registry has it, without -ken */
    const char *other_roman; /* where two are in use, else NULL */
} cm__prefecture;

/* By code less 1 (JIS X 0401). */
extern const cm__prefecture cm__prefectures[CM__PREFECTURE_COUNT];

#endif
