printf 'name,lon,lat\nA,141.35,43.07\n' >m.csv
printf 'name: t\ntitle: x\nmembers: {file: m.csv}\n' >p.yaml
clustermap run p.yaml -q --output-dir a && ls a
printf 'outputs: [shp, fgb]\n' >>p.yaml
clustermap run p.yaml -q --output-dir b && ls b
