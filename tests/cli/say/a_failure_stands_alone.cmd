# rows are rejected and a plane is chosen, but what counts is that the target is refused
printf 'name,lon,lat\nA,141.35,43.07\nB,1,2,3\nC,x,y\n' >m.csv
mkdir d.tif
clustermap density m.csv --bandwidth 500m -o d.tif
echo $?
rmdir d.tif
clustermap density m.csv --bandwidth 500m -o d.tif 2>&1 >/dev/null | grep -c rejected
clustermap info "$(printf 'a\nclustermap: b.csv')"
