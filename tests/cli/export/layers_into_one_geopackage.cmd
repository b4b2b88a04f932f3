printf 'id,name,lon,lat\n1,北,141.35,43.07\n' >a.csv
printf 'id,lon,lat\n1,141.35,43.07\n' >b.csv
clustermap export a.csv b.csv -q -o ab.gpkg --json | jq -c '[.layers[].name]'
clustermap export ab.gpkg:a -q -o - --format csv
clustermap export ab.gpkg -o c.csv
clustermap export a.csv a.csv -o c.gpkg
clustermap export a.csv b.csv -o c.shp
ls
