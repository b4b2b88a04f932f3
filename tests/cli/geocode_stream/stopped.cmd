# a list that is still coming when the program is told to stop: the old file stays, nothing is left over
places=$CM_TEST_SHARE/examples/sapporo/places.csv
echo old >out.csv
mkfifo pipe
clustermap geocode - -q -g "$places" -o out.csv --rejects rejects.csv <pipe 2>err &
pid=$!
exec 3>pipe
{ echo 'name,address'; yes 'A,札幌市北区北7条西4丁目' | head -n 60000; } >&3
tries=0
while [ "$(ls -A | wc -l)" -lt 4 ] && [ $tries -lt 100 ]; do # its temporary folder
    sleep 0.1
    tries=$((tries + 1))
done
kill -TERM $pid
yes 'A,札幌市北区北7条西4丁目' | head -n 60000 >&3
exec 3>&-
wait $pid
echo $?
# whichever part it was at
sed 's/geocoding was stopped/stopped/; s/out.csv: the writing was stopped/stopped/' err
cat out.csv
ls -A
