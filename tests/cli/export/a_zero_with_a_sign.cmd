printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"v":-0.0,"w":0.5},"geometry":{"type":"Point","coordinates":[-0.0,-0.0]}}]}' >zero.geojson
for format in gpkg fgb shp; do
    clustermap export -q zero.geojson -o zero.$format && clustermap export -q zero.$format -o - --format csv
done
