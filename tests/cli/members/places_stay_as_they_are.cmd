# degrees are not taken into the plane and back: not even where the plane is a Lambert one
printf 'name,lon,lat,parent\nA,141,43,\nB,142.1,43.3,A\n' >m.csv
clustermap links m.csv -q --nodes nodes.csv -o out.csv
cut -d, -f2,12,13 nodes.csv
clustermap between m.csv m.csv -q -o - | cut -d, -f2,3,7,8
