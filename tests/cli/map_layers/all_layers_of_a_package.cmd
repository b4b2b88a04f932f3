# A GeoPackage of several layers is drawn whole; layers without a title are called by their names.
cp -r "$CM_TEST_SHARE"/examples examples
clustermap run -q examples/sapporo/project.yaml --output-dir out
clustermap map out/sapporo.gpkg -q -o all.svg && grep -o '<g id="[a-z]*-[0-9]*"\|<g id="members"' all.svg
clustermap map out/sapporo.gpkg:members out/sapporo.gpkg:outlines -q -o two.svg && grep -o '<g id="[a-z]*-[0-9]*"\|<g id="members"' two.svg
printf 'name,lon,lat\nA,141.35,43.07\nB,141.4,43.1\n' >list.csv
printf '%s' '{"type":"FeatureCollection","name":"shortcuts","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[141.35,43.07],[141.4,43.1]]}}]}' >links.geojson
clustermap export links.geojson -q -o links.gpkg
clustermap map list.csv links.gpkg -q -o m.svg && grep -o '>shortcuts[^<]*<' m.svg
clustermap map none.gpkg -o m.svg
printf 'hello' >bad.gpkg
clustermap map bad.gpkg -o m.svg
