# the same project inside the GeoPackage and as a file; each layer has its style in both
printf 'id,name,type,year,lon,lat\n1,<b>㈱①髙﨑</b>,"a"" OR 1=1",1970,141.35,43.07\n2,"=1+1",b,1980,141.36,43.08\n' >m.csv
cat >p.yaml <<'Y'
name: fig
title: 札幌 "図" <1>
members: {file: m.csv, category: type, label: name}
layers:
  - {id: density, type: density, title: 密度, bandwidth: 1km, cell: 100m, levels: [0.1, 0.5]}
insets:
  - {id: old, type: detail, title: 1970年, where: "year < 1975", scale: 50000, size: [40, 40], below: true}
outputs: [qgz, tif]
Y
clustermap run -q p.yaml --output-dir out
ls out
sqlite3 out/fig.gpkg "SELECT name, metadata FROM qgis_projects; SELECT f_table_name, useAsDefault FROM layer_styles"
sqlite3 :memory: "SELECT name FROM zipfile('out/fig.qgz')"
sqlite3 :memory: "SELECT data FROM zipfile('out/fig.qgz')" >qgz.xml
xmllint --noout --nonet qgz.xml
sqlite3 out/fig.gpkg "SELECT lower(hex(readfile('out/fig.qgz'))) = content FROM qgis_projects"
grep -o '<datasource>.*</datasource>' qgz.xml
grep -o '<visibility-preset name="[^"]*"' qgz.xml
grep -c '<Layout ' qgz.xml
sqlite3 out/fig.gpkg "SELECT t, c FROM (SELECT table_name t, identifier c FROM gpkg_contents)"
mkdir again
cp -r out again/
clustermap run -q p.yaml --output-dir out
diff -r out again/out && echo same
