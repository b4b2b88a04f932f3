/* style_ramp.c - colour ramps, as anchors between which colours are interpolated.
 *
 * viridis is by S. van der Walt and N. Smith, cividis by J. R. Nuñez, C. R. Anderton and R. S.
 * Renslow (PLOS ONE, 2018), both as in matplotlib, CC0. The others are ColorBrewer's nine classes,
 * Apache License 2.0: this product includes color specifications and designs developed by Cynthia
 * Brewer (https://colorbrewer2.org/). */
#include "geo/base_error.h"
#include "output/style_class.h"
#include <math.h>
#include <string.h>

static const unsigned viridis[] = {
    0x440154, 0x46085c, 0x471063, 0x481769, 0x481d6f, 0x482475, 0x472a7a, 0x46307e, 0x453781,
    0x433d84, 0x414287, 0x3f4889, 0x3d4e8a, 0x3a538b, 0x38598c, 0x355e8d, 0x33638d, 0x31688e,
    0x2e6d8e, 0x2c718e, 0x2a768e, 0x297b8e, 0x27808e, 0x25848e, 0x23898e, 0x218e8d, 0x20928c,
    0x1f978b, 0x1e9c89, 0x1fa188, 0x21a585, 0x24aa83, 0x28ae80, 0x2eb37c, 0x35b779, 0x3dbc74,
    0x46c06f, 0x50c46a, 0x5ac864, 0x65cb5e, 0x70cf57, 0x7cd250, 0x89d548, 0x95d840, 0xa2da37,
    0xb0dd2f, 0xbddf26, 0xcae11f, 0xd8e219, 0xe5e419, 0xf1e51d, 0xfde725};

static const unsigned cividis[] = {
    0x00224e, 0x002656, 0x002a5f, 0x002d68, 0x003070, 0x083370, 0x163770, 0x203a6f, 0x273e6e,
    0x2e416d, 0x34456c, 0x3a486c, 0x3f4c6c, 0x444f6c, 0x49536c, 0x4e566c, 0x535a6d, 0x575d6d,
    0x5c616e, 0x60646f, 0x656870, 0x696b71, 0x6d6f72, 0x727274, 0x767676, 0x7a7a78, 0x7e7d78,
    0x838179, 0x888578, 0x8d8878, 0x928c78, 0x969077, 0x9b9476, 0xa09875, 0xa59c74, 0xaaa073,
    0xafa471, 0xb5a86f, 0xbaac6d, 0xbfb06b, 0xc4b468, 0xc9b965, 0xcfbd62, 0xd4c15f, 0xdac65b,
    0xdfca57, 0xe5cf52, 0xead34c, 0xf0d846, 0xf6dd3f, 0xfce236, 0xfee838};

static const unsigned ylorbr[] = {0xffffe5, 0xfff7bc, 0xfee391, 0xfec44f, 0xfe9929,
                                  0xec7014, 0xcc4c02, 0x993404, 0x662506};

static const unsigned blues[] = {0xf7fbff, 0xdeebf7, 0xc6dbef, 0x9ecae1, 0x6baed6,
                                 0x4292c6, 0x2171b5, 0x08519c, 0x08306b};

static const unsigned greens[] = {0xf7fcf5, 0xe5f5e0, 0xc7e9c0, 0xa1d99b, 0x74c476,
                                  0x41ab5d, 0x238b45, 0x006d2c, 0x00441b};

static const unsigned reds[] = {0xfff5f0, 0xfee0d2, 0xfcbba1, 0xfc9272, 0xfb6a4a,
                                0xef3b2c, 0xcb181d, 0xa50f15, 0x67000d};

static const unsigned greys[] = {0xffffff, 0xf0f0f0, 0xd9d9d9, 0xbdbdbd, 0x969696,
                                 0x737373, 0x525252, 0x252525, 0x000000};

#define ANCHORS(ramp) ramp, sizeof ramp / sizeof *ramp

/* Classes keep to low..high, so that the lightest is told from paper, and names are read on the
 * darkest. */
static const struct ramp {
    const char *name;
    const unsigned *anchors;
    size_t anchor_count;
    double low, high;
} ramps[] = {
    {"viridis", ANCHORS(viridis), 0, 1},     {"cividis", ANCHORS(cividis), 0, 1},
    {"ylorbr", ANCHORS(ylorbr), 0.08, 0.88}, {"blues", ANCHORS(blues), 0.1, 0.85},
    {"greens", ANCHORS(greens), 0.1, 0.85},  {"reds", ANCHORS(reds), 0.1, 0.85},
    {"greys", ANCHORS(greys), 0.1, 0.85},
};

/* Thin lines in the lightest colours are not seen on paper: of ramps that begin light, and that end
 * light. Darker ones yet would not be told apart from each other. */
static const double line_low = 0.25, line_high = 0.82;

static const struct ramp *find_ramp(const char *name)
{
    for (size_t i = 0; name && i < sizeof ramps / sizeof *ramps; i++)
        if (strcmp(ramps[i].name, name) == 0)
            return &ramps[i];
    return NULL;
}

static unsigned char blend(unsigned low, unsigned high, int shift, double share)
{
    const double a = low >> shift & 0xff, b = high >> shift & 0xff;

    return (unsigned char)lround(a + share * (b - a));
}

cm_status cm_ramp_get(cm_colour *out, const char *ramp, double at)
{
    const struct ramp *const found = find_ramp(ramp);

    if (!found)
        return cm__fail(CM_ERR_FORMAT, "there is no colour ramp '%.40s'", ramp ? ramp : "");
    const double last = (double)(found->anchor_count - 1);
    const double place = at >= 0 ? fmin(at, 1) * last : 0; /* not a number: the first */
    const double below = fmin(floor(place), last - 1);
    const unsigned *const anchor = found->anchors + (size_t)below;
    *out = (cm_colour){blend(anchor[0], anchor[1], 16, place - below),
                       blend(anchor[0], anchor[1], 8, place - below),
                       blend(anchor[0], anchor[1], 0, place - below), 255};
    return CM_OK;
}

double cm__ramp_place(const char *ramp, size_t i, size_t class_count)
{
    const struct ramp *const found = find_ramp(ramp);
    const double share = class_count > 1 ? (double)i / (double)(class_count - 1) : 0.5;

    return found ? found->low + share * (found->high - found->low) : share;
}

double cm__ramp_place_line(const char *ramp, size_t i, size_t class_count)
{
    const struct ramp *const found = find_ramp(ramp);
    const double share = class_count > 1 ? (double)i / (double)(class_count - 1) : 0.5;
    const bool is_light_first = found && found->low > 0;

    return is_light_first ? line_low + (1 - line_low) * share : line_high * share;
}
