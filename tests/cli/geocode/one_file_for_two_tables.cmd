mkdir sub
printf 'name,address\nA,札幌市北区\n' >list.csv
try() { clustermap geocode list.csv -q -g "$CM_TEST_SHARE/examples/sapporo/places.csv" "$@"; echo $?; }
try -o a.csv --rejects a.csv
try -o a.csv --rejects ./a.csv
try -o a.csv --rejects b.csv --candidates sub/../b.csv
echo old >c.csv
ln -s c.csv d.csv
try -o c.csv --rejects d.csv
ls
try -o a.csv --rejects b.csv
