# QGIS works out what stands between [% and %] in labels and legends: nothing of a list's may be left to it
cat >m.csv <<'M'
id,name,type,lon,lat
1,[%1+1%],[% env('HOME') %],141.35,43.07
2,"<b>a</b>
[%2+2%]",b,141.36,43.08
M
cat >p.yaml <<'Y'
name: h
title: "[%3*3%]"
subtitle: "[%'a'%]"
members: {file: m.csv, category: type, label: name, title: "[%4*4%]", index: {numbers: true, title: "[%5*5%]"}}
layers:
  - {id: density, type: density, title: "[%6*6%]", bandwidth: 1km, cell: 100m, levels: [0.1, 0.5]}
outputs: [qgz]
Y
clustermap run -q p.yaml --output-dir out
sqlite3 :memory: "SELECT data FROM zipfile('out/h.qgz')" >qgs.xml
sqlite3 out/h.gpkg "SELECT styleQML FROM layer_styles" >qml.xml
cat qgs.xml qml.xml | grep -o ' \(label\|labelText\|title\|value\)="[^"]*\[%[^"]*"' | sort | uniq -c
grep -c '<layername>.*\[%' qgs.xml
