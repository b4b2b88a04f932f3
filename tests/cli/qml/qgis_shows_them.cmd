/usr/bin/python3 -c 'import qgis.core' 2>/dev/null || { echo 'skipped: python3-qgis is not installed'; exit 0; }
printf 'id,lon,lat\n' >p.csv
for i in 1 2 3 4 5 6; do echo "$i,141.35$i,43.0$i"; done >>p.csv
clustermap density p.csv -q --bandwidth 2km -o d.tif --qml
clustermap contour d.tif -q -o b.shp --qml
clustermap distance p.csv -q --cell 200m -o near.tif --qml
/usr/bin/python3 "$CM_TEST_SHARE/../tests/tools/check_qgis.py" d.tif b.shp near.tif 2>err
echo $?
grep -i -E 'warning|error' err
:
