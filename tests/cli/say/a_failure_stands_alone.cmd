# rows are rejected and a plane is chosen, but what counts is that the target is refused
printf 'name,lon,lat\nA,141.35,43.07\nB,1,2,3\nC,x,y\n' >m.csv
mkdir d.tif
clustermap density m.csv --bandwidth 500m -o d.tif
echo $?
rmdir d.tif
clustermap density m.csv --bandwidth 500m -o d.tif 2>&1 >/dev/null | grep -c rejected
printf 'name,lon,lat\n%s,141.35,43.07\n' "a$(printf 'あ%.0s' $(seq 3000))" >long.csv
printf 'title: x\nmembers: {file: long.csv, label: name}\n' >p.yaml
clustermap map p.yaml -o m.svg 2>said
grep -c '^clustermap: no room for the label' said
iconv -f UTF-8 -t UTF-16 said >/dev/null && echo whole
clustermap info "$(printf '\202\240.csv')" 2>&1 | cut -c1-20
clustermap info "$(printf 'a\nclustermap: b.csv')"
