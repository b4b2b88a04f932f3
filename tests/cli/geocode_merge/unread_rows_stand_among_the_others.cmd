printf 'name,address\nA,x,,\nB,\nC,札幌市北区北7条西4丁目\nD,"y\n",z\nE,\nF,,,\n' >list.csv
for where in '' '--where 1=1'; do
    clustermap geocode list.csv -q -g "$CM_TEST_SHARE/examples/sapporo/places.csv" -o out.csv --rejects rejects.csv $where
    cut -d , -f 1-2,8,12 rejects.csv
done
