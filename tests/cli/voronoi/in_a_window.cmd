# a window with a hole and an island; one place is nearest to nothing in it
printf 'lon,lat\n141.30,43.05\n141.40,43.05\n141.35,43.10\n142.9,43.9\n' >m.csv
cat >w.geojson <<'END'
{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":
[[[[141.3,43],[141.4,43],[141.4,43.1],[141.3,43.1],[141.3,43]],[[141.33,43.03],[141.34,43.03],[141.34,43.04],[141.33,43.04],[141.33,43.03]]],
[[[141.5,43],[141.51,43],[141.51,43.01],[141.5,43]]]]}}]}
END
clustermap voronoi m.csv --window w.geojson --crs EPSG:6680 -o - | awk -F, 'NR == 1 {print; next} {printf "%s %s %.6f\n", $1, $2, $3}'
clustermap voronoi m.csv --window w.geojson --crs EPSG:6680 -q -o v.gpkg --threads 1 && clustermap voronoi m.csv --window w.geojson --crs EPSG:6680 -q -o v2.gpkg && cmp v.gpkg v2.gpkg
