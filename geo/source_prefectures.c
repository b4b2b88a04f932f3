/* source_prefectures.c - the prefectures of Japan, in the order of JIS X 0401. */
#include "geo/source_prefectures.h"
#include <stddef.h>

const cm__prefecture cm__prefectures[CM__PREFECTURE_COUNT] = {
    {"北海道", "ホッカイドウ", "Hokkaido", NULL},  {"青森県", "アオモリケン", "Aomori", NULL},
    {"岩手県", "イワテケン", "Iwate", NULL},       {"宮城県", "ミヤギケン", "Miyagi", NULL},
    {"秋田県", "アキタケン", "Akita", NULL},       {"山形県", "ヤマガタケン", "Yamagata", NULL},
    {"福島県", "フクシマケン", "Fukushima", NULL}, {"茨城県", "イバラキケン", "Ibaraki", NULL},
    {"栃木県", "トチギケン", "Tochigi", NULL},     {"群馬県", "グンマケン", "Gumma", "Gunma"},
    {"埼玉県", "サイタマケン", "Saitama", NULL},   {"千葉県", "チバケン", "Chiba", NULL},
    {"東京都", "トウキョウト", "Tokyo", NULL},     {"神奈川県", "カナガワケン", "Kanagawa", NULL},
    {"新潟県", "ニイガタケン", "Niigata", NULL},   {"富山県", "トヤマケン", "Toyama", NULL},
    {"石川県", "イシカワケン", "Ishikawa", NULL},  {"福井県", "フクイケン", "Fukui", NULL},
    {"山梨県", "ヤマナシケン", "Yamanashi", NULL}, {"長野県", "ナガノケン", "Nagano", NULL},
    {"岐阜県", "ギフケン", "Gifu", NULL},          {"静岡県", "シズオカケン", "Shizuoka", NULL},
    {"愛知県", "アイチケン", "Aichi", NULL},       {"三重県", "ミエケン", "Mie", NULL},
    {"滋賀県", "シガケン", "Shiga", NULL},         {"京都府", "キョウトフ", "Kyoto", NULL},
    {"大阪府", "オオサカフ", "Osaka", NULL},       {"兵庫県", "ヒョウゴケン", "Hyogo", NULL},
    {"奈良県", "ナラケン", "Nara", NULL},          {"和歌山県", "ワカヤマケン", "Wakayama", NULL},
    {"鳥取県", "トットリケン", "Tottori", NULL},   {"島根県", "シマネケン", "Shimane", NULL},
    {"岡山県", "オカヤマケン", "Okayama", NULL},   {"広島県", "ヒロシマケン", "Hiroshima", NULL},
    {"山口県", "ヤマグチケン", "Yamaguchi", NULL}, {"徳島県", "トクシマケン", "Tokushima", NULL},
    {"香川県", "カガワケン", "Kagawa", NULL},      {"愛媛県", "エヒメケン", "Ehime", NULL},
    {"高知県", "コウチケン", "Kochi", "Kouchi"},   {"福岡県", "フクオカケン", "Fukuoka", NULL},
    {"佐賀県", "サガケン", "Saga", NULL},          {"長崎県", "ナガサキケン", "Nagasaki", NULL},
    {"熊本県", "クマモトケン", "Kumamoto", NULL},  {"大分県", "オオイタケン", "Oita", "Ooita"},
    {"宮崎県", "ミヤザキケン", "Miyazaki", NULL},  {"鹿児島県", "カゴシマケン", "Kagoshima", NULL},
    {"沖縄県", "オキナワケン", "Okinawa", NULL},
};
