printf 'name,address,lon,lat\nA,札幌市北区北7条西4丁目,,\nB,x,1,2,3\nC,,141.35,95\nD,,nan,43\nE,,141.35,43.07\nF,札幌市北区,,\n' >list.csv
clustermap geocode list.csv -g "$CM_TEST_SHARE/examples/sapporo/places.csv" -o out.csv --rejects rejects.csv
echo $?
cut -d , -f 1,5,6,7,10,11 out.csv
cut -d , -f 1,2 rejects.csv
clustermap geocode list.csv -q -g "$CM_TEST_SHARE/examples/sapporo/places.csv" -o out.csv --strict
echo $?
