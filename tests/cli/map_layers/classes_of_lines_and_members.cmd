# A theme's column classes lines, and sizes members, too.
printf 'name,staff,lon,lat\nA,100,141.35,43.07\nB,9,141.36,43.08\nC,25,141.37,43.06\n' >m.csv
line() { printf '{"type":"Feature","properties":{"kind":"%s","cars":%s},"geometry":{"type":"LineString","coordinates":[[%s,43.06],[%s,43.09]]}}' "$1" "$2" "$3" "$3"; }
printf '{"type":"FeatureCollection","name":"roads","features":[%s,%s,%s]}' "$(line road 10 141.34)" "$(line rail 20 141.36)" "$(line road 40 141.38)" >l.geojson
legend() { sed -n "/<g id=\"legend\"/,/<g id=\"scalebar\"/p" "$1" | grep -o ">[^<]*</text" | sed "s/<.*/</" | tr -d "\n"; echo; }
clustermap map m.csv l.geojson -q -o m.svg && legend m.svg
clustermap map m.csv l.geojson -q -o m.svg --field kind && legend m.svg
clustermap map l.geojson m.csv -q -o m.svg --theme graduated --field cars && legend m.svg
clustermap map m.csv l.geojson -q -o m.svg --theme graduated --field staff && legend m.svg
clustermap map m.csv l.geojson -q -o m.svg --theme choropleth --field cars
clustermap map m.csv l.geojson -q -o m.svg --lang both && legend m.svg
