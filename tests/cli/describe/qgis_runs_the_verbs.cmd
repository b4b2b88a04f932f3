command -v qgis_process.bin >/dev/null && /usr/bin/python3 -c 'import qgis.core' 2>/dev/null || { echo "skipped: no QGIS"; exit; }
export QT_QPA_PLATFORM=offscreen QGIS_CUSTOM_CONFIG_PATH="$PWD/profile" XDG_RUNTIME_DIR="$PWD"
mkdir -p profile/profiles/default/python/plugins
cp -R "$CM_TEST_SHARE/qgis/clustermap" profile/profiles/default/python/plugins
qgis_process.bin plugins enable clustermap >/dev/null 2>&1
example=$CM_TEST_SHARE/examples/sapporo
clustermap geocode -q -g "$example/places.csv" "$example/members.csv" -o members.shp
run() {
    qgis_process.bin run "$@" >out 2>&1
    echo "exit $?"
    grep -E '^(OUTPUT|ROWS|POINTS|ERROR):|Traceback|Warning: ' out | grep -v DeprecationWarning
}
run clustermap:density -- INPUT=members.shp BANDWIDTH=1km KERNEL=quartic OUTPUT=density.tif
gdalinfo density.tif | grep -c 'Block='
run clustermap:density -- INPUT=none.shp BANDWIDTH=1km OUTPUT=none.tif
run clustermap:density -- INPUT=members.shp BANDWIDTH=nought OUTPUT=none.tif
ls none.tif 2>/dev/null
/usr/bin/python3 "$CM_TEST_SHARE/../tests/tools/check_qgis_plugin.py" "$CM_TEST_SHARE" >checked 2>&1
echo "exit $?"
grep -v -e '^good: .*: help$' -e '^good: .*every option' checked
