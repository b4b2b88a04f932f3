printf 'name,type,staff,lon,lat\n株式会社A,企業,12,141.35,43.07\nB,大学,,141.36,43.08\nC,企業,1200000,,\n' >m.csv
printf '%s' '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"W","share":3},"geometry":{"type":"Polygon","coordinates":[[[141.3,43],[141.355,43],[141.355,43.1],[141.3,43.1],[141.3,43]]]}},{"type":"Feature","properties":{"name":"E","share":8},"geometry":{"type":"Polygon","coordinates":[[[141.355,43],[141.4,43],[141.4,43.1],[141.355,43.1],[141.355,43]]]}}]}' >wards.geojson
data() { sed -n '/<script type="application\/json" id="data">/,/<\/script>/p' "$1" | sed 's/<[^>]*>//g'; }
legend() { sed -n '/<ul id="legend">/,/<\/ul>$/p' "$1" | sed 's/<[^>]*>//g' | grep .; }
clustermap export m.csv wards.geojson -o a.html --title 会員 --json
legend a.html
data a.html | jq -c '.language, .bounds, [.layers[] | .id, .names, [.columns[] | .title, .words, .cells]]'
clustermap export m.csv wards.geojson -q -o b.html --title 会員 && cmp a.html b.html
clustermap export m.csv wards.geojson -q --format html -o - --title 会員 | cmp a.html -
clustermap export wards.geojson -q -o c.html --theme choropleth --field share --lang en --title Shares
legend c.html
printf 'name: t\ntitle: 題\ntitle_en: Title\nmembers: {file: m.csv, category: type}\nmap: {bounds: [141, 43, 142, 44]}\noutputs: [html]\n' >p.yaml
clustermap run p.yaml -q --output-dir out --lang en && ls out
data out/t.html | jq -c '.language, .bounds, [.layers[].columns[].title]'
printf 'web: {columns: [staff = Staff], subtitle: 副題}\n' >>p.yaml
clustermap run p.yaml -q --output-dir out && data out/t.html | jq -c '[.layers[].columns[].title]' && grep -o '副題' out/t.html
printf 'web: {columns: [staf]}\n' | cat - p.yaml | sed '$d' >q.yaml
clustermap run q.yaml --output-dir out
