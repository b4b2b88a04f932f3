printf 'name,founded,parent\nA,1990,B\nB,1980,\n' >m.csv
try() { clustermap links "$@"; echo $?; }
try m.csv --parent founder -o -
try m.csv --links none.csv -o -
try m.csv --links m.csv -o -
try m.csv --parent parent --links m.csv -o -
try m.csv --tree -o -
try m.csv --kinds a,,b -o -
try m.csv --weight parent -o -
try m.csv --geodesic --crs none -o -
try m.csv --geodesic --between-areas name -o -
try m.csv --nodes nodes.txt -o -
try m.csv --nodes out.csv -o out.csv
try m.csv --nodes n.csv --unplaced n.csv -o out.csv
try m.csv --tree-width 0 --tree -o out.csv
try m.csv -o out.fgb
printf 'name,phone\nA,1\n' >p.csv
try p.csv -o out.csv
printf 'name,parent\n' >h.csv
try h.csv -o out.csv
ls
