clustermap between "$CM_TEST_SHARE/examples/sapporo/members.csv" -g "$CM_TEST_SHARE/examples/sapporo/places.csv" \
    --at-year 1976,1987,1999 --dates dates.csv -o - | grep -v ',,,0,0,0,'
cut -d, -f1-6,9 dates.csv | sed 's/\(\.[0-9]\)[0-9]*/\1/'
printf 'name,lon,lat,設立,廃業,staff\nA,141,43,昭和55年,,3\nB,141.1,43,1990-04-01,1999,1\n' >m.csv
clustermap between m.csv --at-year 1985,1995,2000 --weight staff -q -o out.gpkg --json | sed 's/\(\.[0-9]\)[0-9]*/\1/g'
ogrinfo -so out.gpkg | grep :
