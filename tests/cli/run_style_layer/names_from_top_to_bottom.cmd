# A Japanese name runs down in a tall area, or where that is asked for; others do not.
printf 'name,lon,lat\nA,141.39,43.07\n' >m.csv
area() { printf '{"type":"Feature","properties":{"name":"%s"},"geometry":{"type":"Polygon","coordinates":[[[%s,43],[%s,43],[%s,43.1],[%s,43.1],[%s,43]]]}}' "$1" "$2" "$3" "$3" "$2" "$2"; }
printf '{"type":"FeatureCollection","features":[%s,%s,%s]}' "$(area 'センター（仮称）' 141.3 141.31)" "$(area Riverside 141.31 141.32)" "$(area 広い地区 141.32 141.42)" >a.geojson
printf 'title: x\nmembers: {file: m.csv}\nlayers: [{id: areas, type: outlines, file: a.geojson, label: name}]\nmap: {bounds: [141.3, 43, 141.42, 43.1]}\n' >p.yaml
down() { grep -o 'writing-mode="vertical-rl"[^<]*<' "$1" | grep -o '>[^<]*<'; }
clustermap map p.yaml -q -o m.svg && down m.svg
sed 's/label: name/label: name, label_vertical: true/' p.yaml >v.yaml
clustermap map v.yaml -q -o v.svg && down v.svg
sed 's/label: name/label: name, label_vertical: perhaps/' p.yaml >v.yaml
clustermap map v.yaml -q -o v.svg
