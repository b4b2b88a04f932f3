/* test_text_encoding.c - tests geo/text_encoding.c. */
#include "geo/text_encoding.h"
#include "tests/test.h"
#include <clustermap/status.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>

enum { ROOM = 8192 };

/* The UTF-8 text in another encoding; 0 if it cannot be written in it. */
static size_t encode(char *out, cm__encoding encoding, const char *text)
{
    static const char *const names[] = {"UTF-8", "CP932", "EUC-JP-MS"};
    const iconv_t converter = iconv_open(names[encoding], "UTF-8");
    char copy[ROOM], *in = copy, *to = out;
    size_t left = strlen(text), room = ROOM;

    memcpy(copy, text, left);
    const size_t failed = iconv(converter, &in, &left, &to, &room);
    iconv_close(converter);
    return failed ? 0 : ROOM - room;
}

static bool is_recognised(cm__encoding encoding, const char *text)
{
    char bytes[ROOM];
    const size_t length = encode(bytes, encoding, text);

    return length > 0 && cm__encoding_recognise(bytes, length) == encoding;
}

TEST(finds_encodings_by_name)
{
    static const struct {
        const char *name, *want; /* NULL: refused */
    } rows[] = {
        {"utf-8", "UTF-8"},
        {"UTF8", "UTF-8"},
        {"cp932", "CP932"},
        {"CP932", "CP932"},
        {"Shift_JIS", "CP932"},
        {"SJIS", "CP932"},
        {"Windows-31J", "CP932"},
        {"MS932", "CP932"},
        {"EUC-JP", "EUC-JP"},
        {"eucJP", "EUC-JP"},
        {"", NULL},
        {"latin1", NULL},
        {"UTF-16", NULL},
        {"CP932 ", NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__encoding got = CM__ENCODING_EUC_JP;
        test_now = rows[i].name;
        const cm_status status = cm__encoding_find(&got, rows[i].name);
        CHECK(status == (rows[i].want ? CM_OK : CM_ERR_DOMAIN));
        if (rows[i].want)
            CHECK(strcmp(cm__encoding_name(got), rows[i].want) == 0);
        else
            CHECK(got == CM__ENCODING_EUC_JP && strstr(cm_error_text(), "EUC-JP"));
    }
}

TEST(recognises_short_and_long_japanese)
{
    static const char *const texts[] = {
        "名称",
        "名称,住所",
        "会社名",
        "企業名,所在地\n",
        "経度,緯度",
        "氏名",
        "札幌",
        "〒060-0001 札幌市中央区北一条西２丁目",
        "あ",
        "ソフト",
        "ひらがなだけのぶんしょう",
        "株式会社デジック,札幌市北区",
        "髙橋①㈱～",
        "表,能,ソ,噂,構",
        "ｶﾌﾞｼｷｶﾞｲｼｬ",
        "ﾒｲｼｮｳ,ｼﾞｭｳｼｮ",
        "ｿﾌﾄｳｪｱ",
        "ﾄﾞｺﾓ",
        "ﾁｬｯﾄｼｬｰﾌﾟ",
        "ﾎﾟﾌﾟﾗ,ﾊﾞﾙﾌﾞ",
        "ｳﾞｨｰﾅｽ",
        "｢ｹﾞｰﾑ｣ ﾃﾞﾊﾞｯｸﾞ",
        "name,address\nｶ)ｻｯﾎﾟﾛｼｽﾃﾑ,1-2-3",
        "ﾎｯｶｲﾄﾞｳ 札幌市 ｱﾂﾍﾞﾂ区",
    };
    static const cm__encoding encodings[] = {CM__ENCODING_UTF8, CM__ENCODING_CP932,
                                             CM__ENCODING_EUC_JP};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t e = 0; e < 3; e++) {
            test_now = texts[i];
            CHECK(is_recognised(encodings[e], texts[i]));
        }
}

TEST(takes_ascii_and_nothing_for_utf8)
{
    CHECK(cm__encoding_recognise("", 0) == CM__ENCODING_UTF8);
    CHECK(cm__encoding_recognise("name,address\n", 13) == CM__ENCODING_UTF8);
    CHECK(cm__encoding_recognise("\xEF\xBB\xBFname", 7) == CM__ENCODING_UTF8);
    CHECK(is_recognised(CM__ENCODING_UTF8, "café,Zürich,Αθήνα,Москва"));
    CHECK(is_recognised(CM__ENCODING_UTF8, "emoji \xF0\x9F\x98\x80"));
}

TEST(leaves_a_damaged_text_in_its_encoding)
{
    static const char text[] = "名称,所在地\n株式会社ソフトフロント,北海道札幌市中央区北九条西\n";
    char bytes[ROOM];

    for (int e = 0; e < 3; e++) {
        const cm__encoding encoding = (cm__encoding)e;
        test_now = cm__encoding_name(encoding);
        const size_t length = encode(bytes, encoding, text);
        CHECK(cm__encoding_recognise(bytes, length - 2) == encoding); /* cut in a character */
        CHECK(cm__encoding_recognise(bytes, length - 3) == encoding);
        for (size_t at = 0; at < length; at++) {
            const char good = bytes[at];
            bytes[at] = '\xFF';
            CHECK(cm__encoding_recognise(bytes, length) == encoding);
            bytes[at] = good;
        }
    }
}

TEST(sees_what_comes_late_in_a_long_text)
{
    enum { LONG = 300000 };
    char *const bytes = malloc(LONG + ROOM);

    memset(bytes, 'a', LONG);
    for (int e = 0; e < 3; e++) {
        const size_t length = encode(bytes + LONG, (cm__encoding)e, "北海道札幌市");
        CHECK(cm__encoding_recognise(bytes, LONG + length) == (cm__encoding)e);
    }
    free(bytes);
}

TEST(cuts_its_sample_anywhere)
{
    enum { LONG = 40000 };
    char *const bytes = malloc(LONG + ROOM);

    for (int e = 1; e < 3; e++)
        for (size_t shift = 0; shift < 4; shift++) {
            size_t length = shift;
            memset(bytes, 'a', shift);
            while (length < LONG)
                length += encode(bytes + length, (cm__encoding)e, "北海道ｻｯﾎﾟﾛ市");
            CHECK(cm__encoding_recognise(bytes, length) == (cm__encoding)e);
        }
    free(bytes);
}

/* Every field of a real table by itself: nothing shorter has to be told apart. */
TEST(recognises_each_name_and_address_of_real_members)
{
    const char *const folder = getenv("CM_TEST_DATA");
    char path[512], line[4096];
    int count = 0, wrong = 0;

    snprintf(path, sizeof path, "%s/members/sapporo_it.csv", folder ? folder : "");
    FILE *const file = fopen(path, "r");
    if (!file) {
        printf("skipped: no %s\n", path);
        return;
    }
    while (fgets(line, sizeof line, file))
        for (char *rest = line, *field; (field = strsep(&rest, ",\"\n"));)
            for (int e = 0; e < 3; e++) {
                count += *field != '\0';
                wrong += *field != '\0' && (unsigned char)*field > 0x7F &&
                         !is_recognised((cm__encoding)e, field);
            }
    fclose(file);
    CHECK(count > 1000 && wrong == 0);
}

TEST_MAIN(RUN(finds_encodings_by_name), RUN(recognises_short_and_long_japanese),
          RUN(takes_ascii_and_nothing_for_utf8), RUN(leaves_a_damaged_text_in_its_encoding),
          RUN(sees_what_comes_late_in_a_long_text), RUN(cuts_its_sample_anywhere),
          RUN(recognises_each_name_and_address_of_real_members))
