# each example's project, inside the GeoPackage and beside it, which is valid by OGC's rules as well,
# and each of its files, of which only what is wrong is printed
/usr/bin/python3 -c 'import qgis.core' 2>/dev/null || { echo 'skipped: python3-qgis is not installed'; exit 0; }
cp -r "$CM_TEST_SHARE/examples" .
for lang in ja en; do
    for folder in examples/*/; do
        name=$(basename "$folder")
        sed '/^outputs:/d' "$folder/project.yaml" >"$folder/all.yaml"
        echo 'outputs: [pdf, svg, gpkg, qgz, tif, geojson, shp]' >>"$folder/all.yaml"
        clustermap run -q "$folder/all.yaml" --lang $lang --output-dir "$lang-$name"
        /usr/bin/python3 -m osgeo_utils.samples.validate_gpkg -k --extra "$lang-$name/$name.gpkg"
        /usr/bin/python3 "$CM_TEST_SHARE/../tests/tools/check_qgis_project.py" "$name" "$lang-$name"
        find "$lang-$name" -name '*.gpkg' -o -name '*.tif' -o -name '*.geojson' -o -name '*.shp' | sort >files
        xargs /usr/bin/python3 "$CM_TEST_SHARE/../tests/tools/check_qgis.py" <files >said 2>warned ||
            grep -h -B 1 -E 'FAIL|warning' said warned
    done
done
