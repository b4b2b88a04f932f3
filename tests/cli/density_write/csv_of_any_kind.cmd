# a list of numbers is read on a road of its own: what is odd is read on the usual one, to the same end
printf 'x,y,w\n10,20,1\n,,\n30,40,2\n' >a.csv
printf '\357\273\277"x";"y";"w"\r\n10;20;1\r\n\r\n30;40;2\r\n' >b.csv
printf 'w\ty\tx\tname\n1\t20\t10\ta\n2\t40\t30\t\346\240\252\n' >c.tsv
for list in a.csv b.csv c.tsv; do
    clustermap density $list --x x --y y --weight w --crs none -q --bandwidth 30 --cell 10 -o $list.tif --json | jq -c '[.points, .weight]'
done
cmp a.csv.tif b.csv.tif && cmp a.csv.tif c.tsv.tif && echo same
printf 'x,y,w\n10,20,1\n10,2o,1\n10,20,1,9\n30,40,2\n' >d.csv
clustermap density d.csv --x x --y y --crs none --bandwidth 30 --cell 10 -o d.tif --strict
echo $?
printf 'x,y,w\n10,20,1\n30,40,-2\n' >e.csv
clustermap density e.csv --x x --y y --weight w --crs none --bandwidth 30 --cell 10 -o e.tif
echo $?
clustermap density e.csv --x x --y y --weight v --crs none --bandwidth 30 --cell 10 -o e.tif
echo $?
ls ./*.tif
