# a limit on a file's size stands for a disk that is full: the old file stays, nothing is left over
list=$CM_TEST_SHARE/examples/sapporo/members.csv
for format in csv geojson gpkg shp fgb; do
    echo old >out.$format
    (ulimit -f 4; clustermap geocode "$list" -q -o out.$format 2>err; echo "$format $? $(wc -l <err)")
    cat out.$format
    rm out.$format
done
ls -A
clustermap geocode "$list" -q -o - >/dev/full
echo $?
