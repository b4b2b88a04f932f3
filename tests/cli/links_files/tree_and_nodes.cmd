printf 'name,founded,parent\nA,1976,\nB,1987,A\nC,1999,A\nD,,B\nE,,\n' >m.csv
clustermap links m.csv -q --tree --nodes nodes.csv --unplaced unplaced.csv -o out.csv
for file in *.csv; do echo "== $file"; cat "$file"; done
clustermap links m.csv -q --tree -o out.gpkg
ogrinfo -so out.gpkg | grep :
clustermap links m.csv -q --tree --no-clobber -o other.csv && echo new
touch third-tree_axis.csv
clustermap links m.csv -q --tree --no-clobber -o third.csv
ls third*
