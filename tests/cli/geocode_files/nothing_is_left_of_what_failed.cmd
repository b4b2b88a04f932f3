# a part is written while the next is read, so its failure is told later, but told, and once
places=$CM_TEST_SHARE/examples/sapporo/places.csv
{ echo 'name,address'; yes 'A,札幌市北区北7条西4丁目' | head -n 30000; echo 'B,札幌市'; } >list.csv
for threads in 1 2; do
    try() { clustermap geocode list.csv -q -g "$places" --threads $threads "$@"; echo $?; }
    echo old >out.csv
    mkdir folder.csv
    (ulimit -f 900; try -o out.csv)
    (ulimit -f 900; try -o out.geojson)
    try -o out.csv --rejects folder.csv
    try -o out.csv --candidates none/candidates.csv
    clustermap geocode list.csv -q -g "$places" --threads $threads -o - >/dev/full
    echo $?
    try -o out.csv --no-clobber
    cat out.csv
    ls -A
    rmdir folder.csv
    try -o out.csv --rejects rejects.csv --candidates candidates.csv
    wc -l <out.csv
    cat rejects.csv candidates.csv
    rm out.csv rejects.csv candidates.csv
done
