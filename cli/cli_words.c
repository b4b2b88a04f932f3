/* cli_words.c - the known word that is nearest to what was typed. */
#include "cli/cli.h"
#include <string.h>

enum { WORD_MAX = 40 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits (insert, delete, replace, swap neighbours) from one word to the other; Damerau 1964. */
static size_t distance(const char *from, const char *to)
{
    size_t rows[3][WORD_MAX + 1];
    const size_t n = strlen(from), m = strlen(to);

    if (n > WORD_MAX || m > WORD_MAX)
        return WORD_MAX;
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *const now = rows[i % 3], *const before = rows[(i + 2) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            now[j] = least(before[j] + 1, now[j - 1] + 1);
            now[j] = least(now[j], before[j - 1] + (from[i - 1] != to[j - 1]));
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                now[j] = least(now[j], rows[(i + 1) % 3][j - 2] + 1);
        }
    }
    return rows[n % 3][m];
}

const char *cli_nearest_word(const char *typed, const char *(*next)(const void *context, size_t i),
                             const void *context)
{
    const char *best = NULL;
    size_t best_distance = strlen(typed) / 3 + 2; /* farther is no help */
    const char *word;

    for (size_t i = 0; (word = next(context, i)) != NULL; i++) {
        const size_t edits = distance(typed, word);
        if (edits < best_distance) {
            best_distance = edits;
            best = word;
        }
    }
    return best;
}
