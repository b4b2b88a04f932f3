# Ctrl-C while strips are written: exit 1, the old file stays, nothing is left over
awk 'BEGIN {print "x,y"; for (i = 0; i < 200; i++) printf "%d,%d\n", (i * 7919) % 100000, (i * 104729) % 99991}' >p.csv
echo old >d.tif
mkfifo ready
clustermap density p.csv --x x --y y --crs none --bandwidth 5000 --cell 7 --progress json -o d.tif 2>ready >out &
grep -m 1 '"progress": 0.[1-9]' <ready >seen
kill -INT $!
wait $!
echo $?
cat d.tif
ls -A | grep -v -e out -e seen
