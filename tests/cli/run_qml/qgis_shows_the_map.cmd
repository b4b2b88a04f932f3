# every row in the class that the legend counts it in, each class seen, no expression that fails
/usr/bin/python3 -c 'import qgis.core' 2>/dev/null || { echo 'skipped: python3-qgis is not installed'; exit 0; }
cp -r "$CM_TEST_SHARE/examples" .
for name in kansai kobe; do
    sed -i 's/^outputs: .*/outputs: [geojson, shp, fgb]/' examples/$name/project.yaml
    clustermap run -q examples/$name/project.yaml --output-dir $name
    /usr/bin/python3 "$CM_TEST_SHARE/../tests/tools/check_qgis.py" $name/*.shp $name/*.geojson $name/*.fgb 2>err
    echo $?
    grep -i -E 'warning|error' err
done
:
