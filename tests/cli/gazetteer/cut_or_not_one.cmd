clustermap gazetteer build -q "$CM_TEST_SHARE/examples/sapporo/places.csv" -o p.gaz
size=$(wc -c <p.gaz)
for part in 0 1 100 $((size / 2)) $((size - 1)); do
    head -c "$part" p.gaz >cut.gaz
    clustermap gazetteer info cut.gaz >/dev/null 2>err
    echo "$? $(wc -l <err) $(cut -c 1-12 err)"
done
echo 'name,address' >list.csv
cp list.csv list.gaz
clustermap gazetteer info list.gaz
