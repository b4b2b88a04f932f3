# a project's outlines are simple ones; a folder beside it has them in full, in two parts, and a gazetteer
printf 'name,lon,lat\nA,141.35,43.06\n' >m.csv
square() { printf '{"type":"Feature","properties":{"%s":"%s"},"geometry":{"type":"Polygon","coordinates":[[[%s,43],[%s,43],[%s,43.1],[%s,43.1],[%s,43]]]}}' "$1" "$2" "$3" "$4" "$4" "$3" "$3"; }
{ echo '{"type":"FeatureCollection","features":['; square code 01 141.3 141.4; echo ,; square code 02 141.4 141.5; echo ']}'; } >simple.geojson
mkdir -p full/borders
{ echo '{"type":"FeatureCollection","features":['; square id 01 141.3 141.35; echo ,; square id 01 141.36 141.4; echo ']}'; } >full/borders/f.geojson
cat >p.yaml <<'P'
name: p
title: x
members: {file: m.csv}
layers:
  - {id: wards, type: outlines, title: Wards, file: simple.geojson, approximate: true, source: Simple, data: {file: borders/f.geojson, key: code, data_key: id, source: Full}}
outputs: [csv, gpkg, svg]
P
show() { ogrinfo -q -al "$1/p.gpkg" wards | grep -E 'code|POLYGON' | cut -c1-60; grep -oE '>[^<]*(Simple|Full)[^<]*<' "$1/p.svg" | head -n 3; }
clustermap run p.yaml -q --output-dir a && show a
clustermap run p.yaml -q --data full --output-dir b && show b
sed -i '1i data: full' p.yaml
clustermap run p.yaml -q --output-dir c && cmp b/p.gpkg c/p.gpkg && cmp b/p.svg c/p.svg && echo same
sed -i 's/data_key: id/data_key: none/' p.yaml && clustermap map p.yaml -q -o m.svg
rm full/borders/f.geojson && clustermap map p.yaml -q -o m.svg
clustermap map p.yaml -q --data nowhere -o m.svg
ls m.svg 2>/dev/null
