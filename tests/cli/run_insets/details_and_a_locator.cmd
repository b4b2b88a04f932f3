printf 'name,kind,founded,lon,lat\nA,it,1980,141.35,43.07\nB,bio,1990,141.36,43.07\nC,it,1999,142.9,43.9\n' >m.csv
printf '%s' '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[141,42],[144,42],[144,45],[141,45],[141,42]]]}}]}' >land.geojson
cat >p.yaml <<'P'
title: x
members: {file: m.csv, category: kind}
layers:
  - {id: land, type: outlines, file: land.geojson}
  - {id: rings, type: rings, centre: [141.35, 43.07], radii: [500m], no_draw: true}
insets:
  - {id: old, type: detail, title: "-1985", where: "founded <= 1985", size: [40, 30], bounds: [141.3, 43, 141.4, 43.1], below: true}
  - {id: near, type: detail, layers: [members, rings], size: [40, 30], centre: [141.35, 43.07], scale: 20000}
  - {id: lies, type: locator, bounds: [139, 41, 146, 46]}
map: {bounds: [141.3, 43.0, 141.4, 43.1]}
P
clustermap map p.yaml -q -o m.svg
for id in old-members near-members near-rings lies-extent lies-frame; do grep -c "<g id=\"$id\"" m.svg; done
grep -c 'id="old-members-' m.svg
# what only a detail shows is in the legend, unless it looks like the map's own
legend() { sed -n '/<g id="legend"/,/<\/g>/p' "$1" | grep -o '>[^<]*<' | tr -d '\n'; echo; }
legend m.svg
sed 's/centre: \[141.35, 43.07\], radii/title: 500 m, stroke: "#cc0000", centre: [141.35, 43.07], radii/' p.yaml >red.yaml
clustermap map red.yaml -q -o red.svg && legend red.svg
sed 's/no_draw: true/no_draw: true, no_legend: true/' red.yaml >silent.yaml
clustermap map silent.yaml -q -o silent.svg && legend silent.svg
sed -i 's/<= 1985/<= 1900/' p.yaml
clustermap map p.yaml -q -o m.svg && grep -c 'id="old-members-' m.svg
sed -i 's/layers: \[members, rings\]/layers: [ring]/' p.yaml
clustermap map p.yaml -o m.svg
sed -i 's/\[ring\]/[rings]/; s/\[139, 41, 146, 46\]/[139, 41, 146]/' p.yaml
clustermap map p.yaml -o m.svg
sed -i 's/\[139, 41, 146\]/[146, 41, 139, 46]/' p.yaml
clustermap map p.yaml -o m.svg
sed -i 's/\[146, 41, 139, 46\]/[139, 41, 146, 46]/; s/id: lies/id: old/' p.yaml
clustermap map p.yaml -o m.svg
sed -i 's/id: old, type: locator/id: lies, type: locator/; /land.geojson/d' p.yaml
clustermap map p.yaml -o m.svg
