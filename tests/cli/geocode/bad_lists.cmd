places=$CM_TEST_SHARE/examples/sapporo/places.csv
try() { clustermap geocode "$1" -g "$places" -o out.geojson; echo $?; }
: >empty.csv
try empty.csv
echo 'name,address' >header.csv
try header.csv
printf 'name,phone\nA,1\n' >column.csv
try column.csv
printf 'name,address\n\377\376\377,x\n' >bytes.csv
try bytes.csv
printf 'name,address\n"A,x\n' >quote.csv
try quote.csv
try none.csv
try .
try http://example.org/a.csv
ls
