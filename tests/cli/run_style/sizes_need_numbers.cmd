printf 'name,firms,lon,lat\nA,inf,141.35,43.07\nB,4,141.40,43.07\nC,1,141.38,43.05\n' >m.csv
try() { printf 'title: x\nmembers: {file: m.csv, size: {%s}}\n' "$1" >p.yaml; clustermap map p.yaml -q -o m.svg; echo $?; }
try 'column: firm'
try 'column: name'
try 'column: name, value: 5'
try 'column: firms'
grep -o '>値なし（[0-9]*）<\|>2<' m.svg
