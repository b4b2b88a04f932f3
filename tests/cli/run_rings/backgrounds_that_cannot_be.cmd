printf 'name,lon,lat\nA,141.35,43.07\n' >m.csv
printf 'ring_to_m,count\n500,2\n' >half.csv
printf 'ring_to_m,count\n500,5\n500,7\n,9\n' >twice.csv
printf 'ring_to_m,count\n500,5\n1000,some\n,9\n' >words.csv
printf 'ward,firms\n中央区,2\n' >other.csv
try() {
    printf 'title: x\nmembers: {file: m.csv}\nlayers:\n  - {id: r, type: rings, centre: [141.35, 43.07], radii: [500m, 1km], %s}\n' "$1" >p.yaml
    clustermap map p.yaml -q -o m.svg
    echo $?
}
try 'background: half.csv'
try 'background: twice.csv, list: true'
try 'background: words.csv, list: true'
try 'background: other.csv'
try 'background: none.csv'
try 'by: name, list: true'
