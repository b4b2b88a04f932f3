printf 'name,lon,lat\nA,141.35,43.07\nB,141.40,43.01\n' >m.csv
printf 'title: x\nmembers: {file: m.csv}\nmap: {paper: B4}\n' >p.yaml
for paper in A3 B5 ISO-B5 100x148.5 420x297mm; do
    clustermap map p.yaml -q -o m.svg --paper $paper && head -c 300 m.svg | grep -o 'width="[^"]*" height="[^"]*"'
done
clustermap map p.yaml -q -o m.svg --landscape && head -c 300 m.svg | grep -o 'width="[^"]*" height="[^"]*"'
for paper in A9 49x100 100x 100x2001 axb; do clustermap map p.yaml -q -o m.svg --paper $paper; done
sed -i 's/B4/B44/' p.yaml
clustermap map p.yaml -q -o m.svg
