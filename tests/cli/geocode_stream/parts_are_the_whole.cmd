# --where takes the whole list at once, so a condition that all rows meet shows what parts must give
places=$CM_TEST_SHARE/examples/sapporo/places.csv
{
    printf 'name,address,lon,lat\n'
    i=0
    while [ $i -lt 400 ]; do
        printf 'A%d,"札幌市北区\n北7条西4丁目",,\nB,x,1,2,3\nC,,141.35,95\nD,札幌市中央区大通西3丁目 %d,,\r\n"E ""x""",,141.35,43.07\n\nF,札幌市北区,,\nG\n' $i $i
        i=$((i + 1))
    done
} >some.csv
{ cat some.csv; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do tail -n +2 some.csv; done; } >list.csv
try() { clustermap geocode -q -g "$places" "$@" || echo "exit $?"; }
for format in csv tsv geojson; do
    try list.csv -o whole.$format --where '1 = 1' --rejects whole.rejects --candidates whole.candidates
    for threads in 1 3; do
        try list.csv -o part.$format --threads $threads --rejects part.rejects --candidates part.candidates
        cmp whole.$format part.$format && cmp whole.rejects part.rejects && cmp whole.candidates part.candidates
    done
    try - -o - --format $format <list.csv | cmp - whole.$format
    cat list.csv | try - -o part.$format --no-clobber 2>&1 | sed 's/^clustermap: //'
    cmp whole.$format part.$format
done
tail -n +2 whole.rejects | cut -c 1-2 | sort -u | wc -l
for mode in '' '--where 1=1'; do
    clustermap geocode list.csv -g "$places" -o out.csv --json $mode 2>err.txt |
        jq -c '[.rows, .placed, .rejected, .unreadable, .by_level.town, .by_reason.bad_place, .by_reason.too_coarse, .by_reason.no_address, .by_doubt.typo]'
    cat err.txt
done
