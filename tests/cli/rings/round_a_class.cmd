printf 'id,type,lon,lat\nA,lab,141.35,43.07\nB,firm,141.351,43.07\nC,firm,141.36,43.07\nD,lab,141.40,43.07\nE,firm,,\n' >m.csv
clustermap rings m.csv --where "type = 'firm'" --centres m.csv --centres-where "type = 'lab'" --radii 500m,1km -o r.csv
cut -d, -f 1-4,8 r.csv
clustermap rings m.csv -q --centres m.csv --centres-where "type = 'none'" --radii 500m -o s.csv
echo $?
clustermap rings m.csv -q --centre 141.35,43.07 --centres-where "type = 'lab'" --radii 500m -o s.csv
echo $?
ls
