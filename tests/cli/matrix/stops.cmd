awk 'BEGIN {print "e,n"; for (i = 0; i < 60000; i++) print i % 1000 "," i * 7919 % 60000}' >m.csv
clustermap matrix m.csv m.csv --x e --y n --crs none -q --long -o n.csv &
sleep 1
kill -INT $!
wait $!
echo $?
ls
