/* lots_fixture.h - a gazetteer with blocks, buildings, lots and postal codes, for the tests of what
 * reads them. */
#ifndef LOTS_FIXTURE_H
#define LOTS_FIXTURE_H

#include "geo/gazetteer_write.h"
#include "tests/gazetteer_inside.h"

#define LOTS_TOWN(city, town) ((int64_t)(city) << 20 | (town))

static const cm__town_row lots_towns[] = {
    {1, 1, "本郷", NULL, {139.7600, 35.7080}}, {1, 2, "白山一丁目", NULL, {139.7520, 35.7150}},
    {1, 3, "白山二丁目", NULL, {NAN, NAN}},    {2, 1, "福角町", NULL, {132.7700, 33.9000}},
    {3, 1, "本郷", NULL, {132.9800, 34.4000}}, {4, 1, "外神田", NULL, {139.7850, 35.7000}},
};

static const cm__koaza_row lots_koaza[] = {
    {2, 1, "字南平", {132.7800, 33.9100}},
};

static const cm__lot_row lots_lots[] = {
    {1, 2, "", "#1", CM_LEVEL_BLOCK, {139.7524, 35.7151}},
    {1, 2, "", "#1#2", CM_LEVEL_BUILDING, {139.7523, 35.7152}},
    {1, 2, "", "#1#2#3", CM_LEVEL_BUILDING, {139.7522, 35.7153}},
    {1, 2, "", "#7", CM_LEVEL_BLOCK, {NAN, NAN}},
    {1, 2, "", "#12", CM_LEVEL_BLOCK, {139.7530, 35.7160}},
    {1, 3, "", "#1", CM_LEVEL_BLOCK, {139.7500, 35.7170}},
    {2, 1, "", "#208#11", CM_LEVEL_BLOCK, {132.7710, 33.9010}},
    {2, 1, "", "甲#208#11", CM_LEVEL_BLOCK, {132.7720, 33.9020}},
    {2, 1, "字南平", "#12#3", CM_LEVEL_BLOCK, {132.7810, 33.9110}},
};

static const struct {
    uint32_t code;
    int64_t city, town;
} lots_postals[] = {{1120001, 1, 2}, {1120001, 1, 3}, {1130033, 1, 1}, {7230000, 3, 0}};

static inline cm__rtree_box lots_box(int64_t id, double lon_from, double lon_to, double lat_from,
                                     double lat_to)
{
    return (cm__rtree_box){id,
                           {(int32_t)lround(lon_from * 1e7), (int32_t)lround(lat_from * 1e7)},
                           {(int32_t)lround(lon_to * 1e7), (int32_t)lround(lat_to * 1e7)}};
}

static inline void lots_meta(cm__gazetteer_writer *writer)
{
    static const char *const names[] = {"prefectures",   "cities",    "towns",  "koaza",
                                        "without_place", "buildings", "blocks", "postal_codes"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        cm__gazetteer_write_meta(writer, names[i], "3");
    cm__gazetteer_write_meta(writer, "created", "");
    cm__gazetteer_write_meta(writer, "sources", "test");
    cm__gazetteer_write_meta(writer, "attribution", "test");
}

/* Writes lots.gaz into the folder and opens it. */
static inline cm_gazetteer *open_lots(void)
{
    static const cm__city_row cities[] = {
        {1, "東京都", "文京区", "ブンキョウク", "Bunkyo-ku", {139.75, 35.71}},
        {2, "愛媛県", "松山市", NULL, NULL, {132.76, 33.84}},
        {3, "広島県", "三原市", NULL, NULL, {133.08, 34.39}},
        {4, "東京都", "千代田区", NULL, NULL, {139.76, 35.69}}};
    cm__rtree_box boxes[] = {lots_box(LOTS_TOWN(1, 1), 139.76, 139.76, 35.708, 35.708),
                             lots_box(LOTS_TOWN(1, 2), 139.752, 139.753, 35.715, 35.716),
                             lots_box(LOTS_TOWN(1, 3), 139.75, 139.75, 35.717, 35.717),
                             lots_box(LOTS_TOWN(2, 1), 132.77, 132.781, 33.9, 33.911),
                             lots_box(LOTS_TOWN(3, 1), 132.98, 132.98, 34.4, 34.4),
                             lots_box(LOTS_TOWN(4, 1), 139.785, 139.785, 35.7, 35.7)};
    cm__gazetteer_writer *writer = NULL;
    cm_gazetteer *gazetteer = NULL;

    write_text("lots.gaz", "");
    CHECK(cm__gazetteer_writer_open(&writer, "lots.gaz") == CM_OK);
    for (size_t i = 0; i < sizeof cities / sizeof *cities; i++)
        cm__gazetteer_write_city(writer, &cities[i]);
    for (size_t i = 0; i < sizeof lots_towns / sizeof *lots_towns; i++)
        cm__gazetteer_write_town(writer, &lots_towns[i]);
    cm__gazetteer_write_koaza(writer, &lots_koaza[0]);
    for (size_t i = 0; i < sizeof lots_lots / sizeof *lots_lots; i++)
        cm__gazetteer_write_lot(writer, &lots_lots[i]);
    cm__gazetteer_write_tree(writer, boxes, sizeof boxes / sizeof *boxes);
    cm__gazetteer_write_key(writer, "本郷", 1, 1);
    cm__gazetteer_write_key(writer, "本郷", 3, 1);
    for (size_t i = 0; i < sizeof lots_postals / sizeof *lots_postals; i++)
        cm__gazetteer_write_postal(writer, lots_postals[i].code, lots_postals[i].city,
                                   lots_postals[i].town);
    lots_meta(writer);
    CHECK(cm__gazetteer_writer_close(writer) == CM_OK);
    CHECK(cm_gazetteer_open(&gazetteer, "lots.gaz") == CM_OK);
    return gazetteer;
}

#endif
