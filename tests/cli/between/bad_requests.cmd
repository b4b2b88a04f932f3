printf 'name,lon,lat,founded\nA,141,43,1980\n' >m.csv
printf 'name,lon,lat\nA,141,43\n' >n.csv
try() { clustermap between "$@"; echo $?; }
try m.csv -o -
try m.csv m.csv --at-year 1999 -o -
try m.csv --at-year 1999,1976 -o -
try n.csv --at-year 1999 -o -
try n.csv --at-year 1999 --founded since -o -
try m.csv --at-year 1999 --moves moves.csv -o -
try m.csv m.csv --moved -1 -o -
try m.csv m.csv --moves out.csv -o out.csv
try m.csv m.csv --moves a.csv --dates a.csv -o out.csv
try m.csv --at-year 1999 --density out.csv -o out.csv
try m.csv --at-year 1999 --bandwidth 5km -o out.csv
try m.csv --at-year 1999 --density d.tif --bandwidth wide -o out.csv
try m.csv --at-year 1900,1999 --density d.tif --bandwidth 5km -o out.csv
try m.csv none.csv -o out.csv
ls
