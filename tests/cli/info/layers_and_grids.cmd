printf 'id,name,lon,lat\n1,A,141.35,43.07\n2,B,,\n' >a.csv
clustermap info a.csv
clustermap density a.csv -q --bandwidth 1km --cell 100m -o d.tif
clustermap info d.tif | head -n 3
clustermap info none.csv
