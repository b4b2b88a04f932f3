printf 'name,x,y,ward,parent\nA,0,0,east,\nB,0,2,east,A\nC,3,1,west,A\nD,3,5,west,B\nE,9,9,,C\nF,,,west,Z\n' >m.csv
clustermap links m.csv --x x --y y --crs none --between-areas ward -q -o -
clustermap links m.csv --x x --y y --crs none --between-areas ward -q --json -o flows.gpkg | grep -o '"flows": [0-9]*'
ogrinfo -so flows.gpkg | grep :
clustermap links m.csv --x x --y y --crs none --between-areas region -o -
