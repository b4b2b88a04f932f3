/* text_encoding.c - which encoding a text is in.
 *
 * A text that is valid UTF-8 is UTF-8. CP932 and EUC-JP use the same bytes, so that what is written
 * in one is often valid in the other; and a damaged UTF-8 may be valid in either. So the encoding
 * is the one in which the text is likeliest Japanese, that is, takes the fewest bits to write down.
 */
#include "geo/text_encoding.h"
#include "geo/base_error.h"
#include "geo/base_text.h"
#include "geo/text_decode.h"
#include "geo/text_utf8.h"
#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static const struct {
    const char *name;
    cm__encoding encoding;
} names[] = {
    {"utf-8", CM__ENCODING_UTF8},      {"utf8", CM__ENCODING_UTF8},
    {"utf-8-sig", CM__ENCODING_UTF8},  {"cp932", CM__ENCODING_CP932},
    {"shift_jis", CM__ENCODING_CP932}, {"shift-jis", CM__ENCODING_CP932},
    {"sjis", CM__ENCODING_CP932},      {"windows-31j", CM__ENCODING_CP932},
    {"ms932", CM__ENCODING_CP932},     {"euc-jp", CM__ENCODING_EUC_JP},
    {"eucjp", CM__ENCODING_EUC_JP},    {"euc_jp", CM__ENCODING_EUC_JP},
    {"eucjp-ms", CM__ENCODING_EUC_JP},
};

cm_status cm__encoding_find(cm__encoding *out, const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (cm__text_is_same(names[i].name, name)) {
            *out = names[i].encoding;
            return CM_OK;
        }
    return cm__fail(CM_ERR_DOMAIN, "no encoding is called \"%s\"; known are UTF-8, CP932, EUC-JP",
                    name);
}

const char *cm__encoding_name(cm__encoding encoding)
{
    static const char *const texts[] = {"UTF-8", "CP932", "EUC-JP"};

    return texts[encoding];
}

const char *cm__encoding_iconv_name(cm__encoding encoding)
{
    static const char *const texts[] = {"UTF-8", "CP932", "EUC-JP-MS"};

    return texts[encoding];
}

/* Kanji that make up 96 in 100 of those in Japanese addresses and names of firms, in the order of
 * their code. */
static const char common_kanji[] = "一丁七三上下不世丘中丸丹久之九亀事二五井京今仙代企伊伏会似住"
                                   "佐作便保信倉備元光児入八公六兵内出分刈別前創加動務化北区医十"
                                   "千南厚原友双取口古台号合吉同名向和品員商喜四国園土地坂垂城埼"
                                   "堀堂場堺塚塩境士多大天太央奈奥媛子字学宇安宝室宮家容宿富寒寺"
                                   "寿小尾屋山岐岡岩岸島崎川州工巻市布常幌幡平年幸広庄店府度座庫"
                                   "建式当形役従御徳志恵愛成戸所手技担摩数敷文新方日旭明春昭更曽"
                                   "月有朝木本札村条来東松林柏柳柴栃栄栗株根桜梅梨森業楽標模横橋"
                                   "機歌正武比気水永江池沖沢河治沼泉波洋津浅浜浦海深清渋渡港湯溝"
                                   "滋潟瀬灘熊片牧物狛狭玉王理琴瑞生産田甲町画畑留番療発白目相県"
                                   "真矢知石砂研磨磯社神祥福私秋科称種稲穂究立竹第築篠米精紫経綾"
                                   "総緑線緯縄美群羽老考者職能興船良芝花若英茂茨草荒菊葉蒲蔵薬藤"
                                   "行表製西見親角計設話語課調谷豊賀資赤越路身車辺通造連運道達那"
                                   "郡部郵郷都里重野金鈴鉄銀錦長門開間関阜阪阿限院陽階際雀電青静"
                                   "音須飯館香馬駅駒高鳥鶴鷹鹿麻黒";

/* What a character costs in bits. The figures are rough, but what they must tell apart is far
 * apart: kana and common kanji against strings of rare kanji. */
enum {
    BEYOND = 0x10000, /* any character above */
    BITS_ASCII = 5,
    BITS_KANA = 6,
    BITS_FULL_WIDTH = 8,
    BITS_COMMON = 8,
    BITS_KANJI = 14,
    BITS_OTHER = 12,
    BITS_PRIVATE = 25, /* nothing but a firm's own characters */
    BITS_INVALID = 30,
    BITS_HALF_BEGIN = 6, /* half-width katakana come in runs */
    BITS_HALF_KANA = 5,
    BITS_HALF_SIGN = 3,  /* a voicing sign where one may be */
    BITS_HALF_MARK = 9,  /* one of the half-width punctuation marks */
    BITS_HALF_WRONG = 15 /* what no word has */
};

static bool is_common(uint32_t code)
{
    const char kanji[3] = {(char)(0xE0 | code >> 12), (char)(0x80 | (code >> 6 & 0x3F)),
                           (char)(0x80 | (code & 0x3F))};
    size_t low = 0, high = (sizeof common_kanji - 1) / 3;

    while (low < high) {
        const size_t middle = (low + high) / 2;
        const int order = memcmp(common_kanji + 3 * middle, kanji, 3);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* A half-width katakana as JIS X 0201 has it (A6 ｦ, A7..AF small, B0 ｰ, B1 ｱ .. DD ﾝ, DE ﾞ, DF ﾟ;
 * A1..A5 punctuation), 0 for any other character. */
static uint32_t half_width_of(uint32_t code)
{
    return code >= 0xFF61 && code <= 0xFF9F ? code - 0xFF61 + 0xA1 : 0;
}

static bool takes_semivoicing(uint32_t kana)
{
    return kana >= 0xCA && kana <= 0xCE; /* ha .. ho */
}

static bool takes_voicing(uint32_t kana)
{
    return (kana >= 0xB6 && kana <= 0xC4) || kana == 0xB3 ||
           takes_semivoicing(kana); /* ka .. to, u */
}

/* Small ones (A7..AF) and the long mark (B0) follow a whole kana or a voicing sign; the small tsu
 * (AF) and the long mark follow a small one too. */
static bool may_follow(uint32_t kana, uint32_t last)
{
    if (kana > 0xB0)
        return kana < 0xDE;
    return last >= 0xB1 || (kana >= 0xAF && last >= 0xA7 && last <= 0xAE);
}

/* Random pairs of EUC-JP bytes, read as half-width katakana, break the rules of Japanese every few
 * characters. */
static int half_width_bits(uint32_t kana, uint32_t last)
{
    const int begin = last ? 0 : BITS_HALF_BEGIN;

    if ((kana == 0xDE && takes_voicing(last)) || (kana == 0xDF && takes_semivoicing(last)))
        return BITS_HALF_SIGN;
    if (kana <= 0xA5)
        return begin + BITS_HALF_MARK;
    return begin + (may_follow(kana, last) ? BITS_HALF_KANA : BITS_HALF_WRONG);
}

static int character_bits(uint32_t code, uint32_t before)
{
    static const struct {
        uint32_t last;
        int bits;
    } ranges[] = {
        {0x08, BITS_PRIVATE}, {0x0D, BITS_ASCII},        {0x1F, BITS_PRIVATE},
        {0x7F, BITS_ASCII},   {0x9F, BITS_INVALID}, /* iconv lets them pass in EUC-JP */
        {0x2FFF, BITS_OTHER}, {0x30FF, BITS_KANA},       {0x4DFF, BITS_OTHER},
        {0x9FFF, BITS_KANJI}, {0xDFFF, BITS_OTHER},      {0xF8FF, BITS_PRIVATE},
        {0xFF00, BITS_OTHER}, {0xFF5E, BITS_FULL_WIDTH},
    };
    const uint32_t kana = half_width_of(code);

    if (kana)
        return half_width_bits(kana, half_width_of(before));
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (code <= ranges[i].last)
            return ranges[i].bits == BITS_KANJI && is_common(code) ? BITS_COMMON : ranges[i].bits;
    return BITS_OTHER;
}

/* A text as it reads in one encoding. */
typedef struct reading {
    int64_t bits;
    uint32_t before;
} reading;

/* The text is what iconv wrote: valid UTF-8. */
static void count_bits(reading *out, const char *text, const char *end)
{
    while (text < end) {
        const unsigned char *const at = (const unsigned char *)text;
        uint32_t code = BEYOND;
        size_t length = 4;
        if (at[0] < 0x80) {
            code = at[0];
            length = 1;
        } else if (at[0] < 0xE0) {
            code = (at[0] & 0x1FU) << 6 | (at[1] & 0x3FU);
            length = 2;
        } else if (at[0] < 0xF0) {
            code = (at[0] & 0x0FU) << 12 | (at[1] & 0x3FU) << 6 | (at[2] & 0x3FU);
            length = 3;
        }
        out->bits += character_bits(code, out->before);
        out->before = code;
        text += length;
    }
}

/* The bits of the text in an encoding. A byte that does not fit counts too: a damaged text is still
 * in its own encoding, and only so can the error say what is damaged, rather than that all of it
 * reads as rubbish in another. */
static int64_t bits_as(cm__encoding encoding, const char *bytes, size_t length)
{
    const iconv_t converter = iconv_open("UTF-8", cm__encoding_iconv_name(encoding));
    reading result = {0};
    char *in;
    size_t left = length;

    if (converter == (iconv_t)-1)
        return INT64_MAX;
    memcpy(&in, &bytes, sizeof in); /* iconv takes char **, but writes nothing */
    while (left > 0) {
        char piece[3072], *out = piece;
        size_t room = sizeof piece;
        const bool is_stuck = iconv(converter, &in, &left, &out, &room) == (size_t)-1;
        count_bits(&result, piece, out);
        if (is_stuck && errno != E2BIG) {
            result.bits += BITS_INVALID;
            in++;
            left--;
        }
    }
    iconv_close(converter);
    return result.bits;
}

/* A sample is enough: from the first byte that is not ASCII to the 16384th. */
static size_t sample_of(const char *bytes, size_t length, size_t *begin)
{
    enum { ENOUGH = 16384 };
    size_t at = 0, high = 0;

    while (at < length && (unsigned char)bytes[at] < 0x80)
        at++;
    *begin = at;
    for (; at < length && high < ENOUGH; at++)
        high += (unsigned char)bytes[at] >> 7;
    return at - *begin;
}

cm__encoding cm__encoding_recognise(const char *bytes, size_t length)
{
    static const cm__encoding candidates[] = {CM__ENCODING_CP932, CM__ENCODING_EUC_JP,
                                              CM__ENCODING_UTF8};
    cm__encoding best = CM__ENCODING_UTF8;
    int64_t least = INT64_MAX;
    size_t begin, count;

    if (cm__utf8_span(bytes, length) == length || cm__text_is_utf16(bytes, length))
        return best; /* the decoder of UTF-8 says what UTF-16 is */
    count = sample_of(bytes, length, &begin);
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        const int64_t bits = bits_as(candidates[i], bytes + begin, count);
        if (bits < least) {
            least = bits;
            best = candidates[i];
        }
    }
    return best;
}
