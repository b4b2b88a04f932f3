printf 'id,x,y\na,1000,1000\nb,,\n' >p.csv
clustermap rings p.csv --x x --y y --crs none --centre 1000,1000 --radii 100 -o r.gpkg -q
clustermap distance r.gpkg --cell 50 -o d.tif
echo $?
clustermap distance r.gpkg --cell 50 -o d.tif --crs none
clustermap distance p.csv --x x --y y --cell 5 -o d.tif --crs EPSG:6677 --json | sed 's/, "min".*//'
mkdir folder.tif
clustermap distance p.csv --x x --y y --cell 5 -o e.tif --crs none --allocate folder.tif
clustermap distance p.csv --x x --y y --cell 5 -o e.tif --crs none --weight x
ls
