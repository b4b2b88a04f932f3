# neither coordinates nor addresses: all is kept, nothing is drawn
printf 'name,parent\nA,\nB,A\n' >bare.csv
clustermap links bare.csv -o -
# coordinates that are none
printf 'name,lon,lat,parent\nA,141,43,\nB,950,43,A\nC,x,43,A\nD,,,A\n' >bad.csv
clustermap links bad.csv -q -o -
clustermap links bad.csv --strict -o out.csv
echo $?
# plane units, also of columns named lon and lat; addresses are not looked up
clustermap links bad.csv --crs none -o -
printf 'name,address,parent\nA,somewhere,\nB,somewhere,A\n' >address.csv
clustermap links address.csv --crs none -q -o -
clustermap links address.csv -o -
echo $?
printf 'name,x,y,parent\nA,0,0,\nB,3,4,A\n' | clustermap links - --x x --y y --crs none -q -o -
# lines are no members
printf '{"type":"LineString","coordinates":[[0,0],[1,1]]}' >line.geojson
clustermap links line.geojson -o -
echo $?
