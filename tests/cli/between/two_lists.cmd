printf 'id,name,x,y\n1,A,0,0\n2,B,0,0\n3,C,6,8\n4,D,1,1\n,E,,\n' >before.csv
printf 'id,name,x,y\n2,B new,0,100\n1,A,0,101\n5,F,7,7\n,Ｅ,4,4\n3,C,6,8\n' >after.csv
try() { clustermap between before.csv after.csv --x x --y y --crs none "$@"; }
try -o -
try -o changes.csv --moves moves.geojson --dates dates.csv --moved 99 -q --json
cat moves.geojson dates.csv
try -o out.gpkg -q
ogrinfo -so out.gpkg | grep :
cp before.csv copy.csv
mkdir x && mv copy.csv x/before.csv
clustermap between before.csv x/before.csv --x x --y y --crs none -o out.csv
