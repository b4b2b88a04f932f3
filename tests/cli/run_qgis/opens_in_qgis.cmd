# layers, themes and the layout of the Sapporo map, as the printed page has them
/usr/bin/python3 -c 'import qgis.core' 2>/dev/null || { echo 'skipped: python3-qgis is not installed'; exit 0; }
clustermap run -q "$CM_TEST_SHARE/examples/sapporo/project.yaml" --output-dir out
/usr/bin/python3 "$CM_TEST_SHARE/../tests/tools/check_qgis_project.py" sapporo out
