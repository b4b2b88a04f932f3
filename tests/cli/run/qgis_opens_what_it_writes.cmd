# every layer opens in a headless QGIS: valid, with its CRS, in Japan, its Japanese whole, with its style
/usr/bin/python3 -c 'import qgis.core' 2>/dev/null || { echo 'skipped: python3-qgis is not installed'; exit 0; }
clustermap run -q "$CM_TEST_SHARE/examples/sapporo/project.yaml" --output-dir out
/usr/bin/python3 "$CM_TEST_SHARE/../tests/tools/check_qgis.py" out/*.gpkg out/*.shp out/*.geojson out/*.tif 2>err
echo $?
grep -i -E 'warning|error' err
:
