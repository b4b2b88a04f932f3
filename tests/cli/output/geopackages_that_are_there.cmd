# layers of others stay, and what cannot be kept is not touched
printf 'id,name,lon,lat\n1,北,141.35,43.07\n' >ours.csv
cp ours.csv theirs.csv
clustermap export theirs.csv -q -o a.gpkg
sqlite3 a.gpkg "DELETE FROM gpkg_metadata_reference; DELETE FROM gpkg_metadata"
clustermap export ours.csv -o a.gpkg
clustermap export a.gpkg:theirs -q -o - --format csv
sqlite3 a.gpkg "SELECT table_name FROM gpkg_contents ORDER BY 1"
clustermap export theirs.csv -o a.gpkg
sqlite3 a.gpkg "SELECT table_name FROM gpkg_contents"
refuse() { # WHY: the target is b.gpkg
    echo "== $1"
    clustermap export ours.csv -o b.gpkg 2>err
    echo $?
    sed 's/process [0-9]*/process N/' err
}
sqlite3 b.gpkg "CREATE TABLE accounts (a); INSERT INTO accounts VALUES (1)"
refuse 'another database'
sqlite3 b.gpkg "SELECT * FROM accounts"
rm b.gpkg
mkdir b.gpkg
refuse 'a folder'
rmdir b.gpkg
mkfifo b.gpkg
refuse 'a FIFO'
rm b.gpkg
cp a.gpkg b.gpkg
(echo 'BEGIN EXCLUSIVE; SELECT 1;' && while [ ! -e done ]; do sleep 0.1; done) | sqlite3 b.gpkg >locked &
while [ ! -s locked ]; do sleep 0.1; done
refuse 'another program writes it'
touch done
wait
cmp a.gpkg b.gpkg && echo same
printf 'old' >b.gpkg
refuse 'no database'
ls
