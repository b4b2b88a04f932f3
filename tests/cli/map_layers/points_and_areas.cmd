printf 'name,type,firms,lon,lat\nA,it,4,141.35,43.07\nB,bio,9,141.36,43.08\nC,it,1,,\n' >m.csv
printf '%s' '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"W","share":3},"geometry":{"type":"Polygon","coordinates":[[[141.3,43],[141.355,43],[141.355,43.1],[141.3,43.1],[141.3,43]]]}},{"type":"Feature","properties":{"name":"E","share":8},"geometry":{"type":"Polygon","coordinates":[[[141.355,43],[141.4,43],[141.4,43.1],[141.355,43.1],[141.355,43]]]}}]}' >wards.geojson
groups() { grep -o '<g id="[a-z0-9-]*"' "$1" | grep -v 'title\|legend\|scalebar\|north\|credit\|frame\|panels\|leaders\|ground\|graticule'; }
clustermap map m.csv wards.geojson -o m.svg --title T && groups m.svg
clustermap map m.csv wards.geojson -q -o m.svg --theme density && groups m.svg
clustermap map wards.geojson -q -o m.svg --theme choropleth --field share && groups m.svg && grep -o '>[0-9.]*–[0-9.]*' m.svg
clustermap map wards.geojson -o m.svg --theme density
clustermap map wards.geojson -o m.svg --theme choropleth
clustermap map wards.geojson -o m.svg --theme choropleth --field shar
clustermap map p.yaml wards.geojson -o m.svg
clustermap map p.yaml --crs EPSG:6680 -o m.svg
clustermap map grid.tif -o m.png
