# classes and words as on the map; the Shapefile's names are cut, so each column is found by both
printf 'name,従業員の人数,lon,lat\nA,5,141.35,43.07\nB,20,141.36,43.07\nC,,141.37,43.07\n' >m.csv
cat >p.yaml <<'P'
title: x
members: {file: m.csv, label: name, title: 会員, size: {column: 従業員の人数, value: 20, mm: 6, title: 従業員数, unit: 人}}
layers: [{id: density, type: density, bandwidth: 500m, levels: [1, 2]}]
outputs: [geojson, shp, tif]
P
clustermap run p.yaml -q --output-dir out && ls out/*.qml
grep -E '<(category|alias|renderer-v2|data-defined)' out/members.qml
grep -o 'fieldName="[^"]*"' out/members.qml
grep -E '<(range|item|pipe)' out/density.qml
sed -i 's/geojson, shp, tif/csv/' p.yaml
clustermap run p.yaml -q --output-dir table && ls table
sed -i 's/csv]/shp]/' p.yaml
clustermap run p.yaml -q --output-dir shp && grep -o 'attr="[^"]*"' shp/members.qml
