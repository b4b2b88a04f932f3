printf 'id,x,y,kind\nA,10,10,it\nB,30,10,bio\nC,10,30,it\nD,30,30,bio\nE,10,10,bio\n' >m.csv
clustermap voronoi m.csv --x x --y y --crs none --margin 10 -o - -q
clustermap voronoi m.csv --x x --y y --crs none --by kind -o by.geojson --json
jq -c '.features[] | [.properties.class, (.geometry.coordinates | flatten | length)]' by.geojson
printf 'id,lon,lat,city\nA,141.35,43.07,北区\nB,141.36,43.07,東区\nC,141.36,43.08,東区\n' >towns.csv
clustermap voronoi towns.csv --by city -o by.gpkg -q
ogrinfo -so by.gpkg voronoi | grep -E 'IDENTIFIER|Feature Count'
