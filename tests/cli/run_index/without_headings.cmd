printf 'name,type,lon,lat\n北大,大学,141.34,43.07\nフィクス,企業,141.35,43.07\nアジェンダ,企業,141.36,43.07\n' >m.csv
printf 'title: x\nmembers: {file: m.csv, label: name, category: type, index: {numbers: true, no_headings: true}}\n' >p.yaml
clustermap map p.yaml -q -o m.svg
sed -n '/<g id="index"/,/<\/g>/p' m.svg | grep -o '>[^<>]\+<' | tr -d '\n'
