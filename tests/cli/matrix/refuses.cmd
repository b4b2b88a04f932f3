printf 'lon,lat\n141.35,43.07\n' >m.csv
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[141,43],[142,43]]}}]}' >l.geojson
clustermap matrix m.csv m.csv --crs none --geodesic -o n.csv
echo $?
clustermap matrix m.csv m.csv -o n.gpkg
echo $?
clustermap matrix m.csv -o n.csv
echo $?
clustermap matrix l.geojson m.csv -o n.csv
echo $?
echo old >n.csv
clustermap matrix m.csv m.csv -q --no-clobber -o n.csv
echo $?
cat n.csv
ls
