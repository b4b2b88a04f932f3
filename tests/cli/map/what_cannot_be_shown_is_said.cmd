printf 'name,kind,lon,lat\nA,it,141.35,43.07\nB,bio,141.36,43.07\n' >m.csv
try() { printf 'title: x\nmembers: {file: m.csv}\n%s\n' "$1" >p.yaml; clustermap map p.yaml -o m.svg 2>&1 | grep -v plane:; }
try 'map: {bounds: [141, 91, 142, 95]}'
try 'map: {centre: [43, 141], scale: 10000}'
try "credit: [$(printf 'あ%.0s' $(seq 700)), $(printf 'い%.0s' $(seq 700))]"
try 'layers: [{id: d, type: density, bandwidth: 500m, levels: [1000, 2000]}]'
try 'insets: [{id: i, type: detail, bounds: [141, 91, 142, 95]}]'
try 'map: {paper: 60x60}'
ls
try 'map: {dpi: 60}'
(ulimit -f 4; clustermap map p.yaml -q -o big.png 2>&1; ls -A | grep big || echo none)
