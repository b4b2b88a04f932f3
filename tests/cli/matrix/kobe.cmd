list=$CM_TEST_DATA/members/kobe_places.csv
[ -e "$list" ] || { echo "skipped: no members at hand"; exit; }
clustermap export "$list" -q -o kobe.gpkg
clustermap matrix kobe.gpkg kobe.gpkg -q -o matrix.csv
clustermap matrix kobe.gpkg kobe.gpkg -q --geodesic -o geodesic.csv
clustermap matrix kobe.gpkg kobe.gpkg -q --geodesic --long -o long.csv
awk -F, 'END {print NR == NF} NR > 1 && $NR != 0 {print "not 0:", $NR}' matrix.csv
awk -F, 'NR > 1 {for (i = 2; i <= NF; i++) print $1 "," i - 1 "," $i}' geodesic.csv >unrolled
tail -n +2 long.csv | cmp - unrolled && echo "long as wide"
paste -d, matrix.csv geodesic.csv | awk -F, 'NR > 1 {n = NF / 2; for (i = 2; i <= n; i++)
    off = $i - $(i + n) > 2e-3 * $i || $(i + n) - $i > 2e-3 * $i ? off + 1 : off} END {print off + 0, "far off"}'
