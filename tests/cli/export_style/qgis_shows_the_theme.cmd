# limits fall into the class above them; rows without a number, rare values and missing ones have classes of their own
/usr/bin/python3 -c 'import qgis.core' 2>/dev/null || { echo 'skipped: python3-qgis is not installed'; exit 0; }
{
    echo 'name,type,従業員数,lon,lat'
    for i in 0 1 2 3 4 5 6 7 8 9 10 11; do
        echo "会員$i,〜$((i % 10)),$((i * 10)),141.3$((i + 10)),43.0$((i + 10))"
    done
    echo 'なし,,,141.36,43.09'
} >m.csv
clustermap export m.csv -q -o a.geojson --theme category
clustermap export m.csv -q -o b.shp --theme category --shp-encoding CP932
clustermap export m.csv -q -o c.fgb --theme graduated --field 従業員数
clustermap export m.csv -q -o d.shp --theme graduated --field 従業員数
/usr/bin/python3 "$CM_TEST_SHARE/../tests/tools/check_qgis.py" a.geojson b.shp c.fgb d.shp 2>err
echo $?
grep -i -E 'warning|error' err
grep -h -o 'label="[^"]*（[0-9]*）"' c.qml
