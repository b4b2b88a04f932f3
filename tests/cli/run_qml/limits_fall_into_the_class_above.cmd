# the legend counts rows as the page classes them; the headless QGIS counts them as it draws them
/usr/bin/python3 -c 'import qgis.core' 2>/dev/null || { echo 'skipped: python3-qgis is not installed'; exit 0; }
printf 'name,lon,lat\nA,141.35,43.07\n' >m.csv
printf '{"type":"FeatureCollection","features":[' >areas.geojson
i=0
for v in 0 0.1 0.09999999999999999 0.2 0.19999999999999998 0.3 0.7 3.9999999999999996 4 8 7.999999999999999 9 null; do
    [ $i = 0 ] || printf ',' >>areas.geojson
    printf '\n{"type":"Feature","properties":{"v":%s},"geometry":{"type":"Polygon","coordinates":[[[141.%s0,43],[141.%s9,43],[141.%s9,43.05],[141.%s0,43.05],[141.%s0,43]]]}}' \
        $v $((i + 20)) $((i + 20)) $((i + 20)) $((i + 20)) $((i + 20)) >>areas.geojson
    i=$((i + 1))
done
echo ']}' >>areas.geojson
cat >p.yaml <<'P'
title: x
members: {file: m.csv}
layers: [{id: share, type: areas, file: areas.geojson, column: v, levels: [0, 0.1, 0.2, 0.3, 4, 8]}]
outputs: [geojson, fgb, shp]
P
for folder in near out; do # first with rows that QGIS's ranges would take for the limit above them
    clustermap run p.yaml -q --output-dir $folder && grep -o 'renderer-v2 type="[^"]*"' $folder/share.qml
    /usr/bin/python3 "$CM_TEST_SHARE/../tests/tools/check_qgis.py" $folder/share.geojson $folder/share.fgb $folder/share.shp 2>err
    echo $?
    grep -i -E 'warning|error' err
    sed -i /9999999/d areas.geojson
done
grep -o 'label="[^"]*"' out/share.qml
