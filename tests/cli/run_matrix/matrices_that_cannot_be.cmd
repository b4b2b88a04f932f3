printf 'name,lon,lat\nA,135.2,34.66\nB,135.3,34.66\n' >m.csv
try() {
    printf 'title: x\nmembers: {file: m.csv, label: name, index: {numbers: %s}}\nmatrix: {%s}\n' "$1" "$2" >p.yaml
    clustermap map p.yaml -q -o m.svg
    echo $?
}
try false 'title: x'
try true 'from: stations'
try true 'where: "name = '\''C'\''"'
try true 'title: x, precision: good_to_m'
awk 'BEGIN {print "name,lon,lat"; for (i = 0; i < 21; i++) print i "," 135 + i / 50 ",34.66"}' >m.csv
try true 'title: x'
