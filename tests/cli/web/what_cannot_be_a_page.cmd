printf 'name,lon,lat\nA,141.35,43.07\n' >m.csv
printf 'name\nA\n' >none.csv
clustermap export m.csv -o m.csv.gpkg --title T; echo $?
clustermap export m.csv -o m.html --theme graduated; echo $?
clustermap export m.csv -o m.html --field kind; echo $?
clustermap export none.csv -o m.html; echo $?
echo old >old.html
clustermap export m.csv -o old.html --no-clobber; echo $?
mkfifo pipe.html
clustermap export m.csv -o pipe.html; echo $?
cp "$(command -v clustermap)" alone
./alone export m.csv -o m.html 2>&1 | sed 's/^clustermap: .*page.html/clustermap: page.html/'
printf 'name,lon,lat\nA,141.35,43.07\nB,141.35,95\n' >bad.csv
clustermap export bad.csv -q -o bad.html --strict; echo $?
cat old.html
ls
