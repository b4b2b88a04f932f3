printf 'name,lon,lat\n札幌,141.35,43.07\n東,141.45,43.07\n' >m.csv
draw() {
    printf 'title: Firms\nlanguage: en\nmembers: {file: m.csv, label: name}\nmap: {font: "%s"}\n' "$1" >p.yaml
    clustermap map p.yaml -o m.svg 2>&1 | grep -v plane | sed 's/drawn in Noto Sans CJK [A-Z]*/drawn in Noto/'
}
draw 'DejaVu Sans'
draw 'No Such Family'
draw 'Noto Sans CJK JP'
