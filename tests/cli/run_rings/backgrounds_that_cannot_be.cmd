printf 'name,lon,lat\nA,141.35,43.07\n' >m.csv
printf 'ring_to_m,count\n500,2\n' >half.csv
printf 'ward,firms\n中央区,2\n' >other.csv
try() {
    printf 'title: x\nmembers: {file: m.csv}\nlayers:\n  - {id: r, type: rings, centre: [141.35, 43.07], radii: [500m, 1km], %s}\n' "$1" >p.yaml
    clustermap map p.yaml -q -o m.svg
    echo $?
}
try 'background: half.csv'
try 'background: other.csv'
try 'background: none.csv'
try 'by: name, list: true'
