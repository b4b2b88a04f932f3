printf 'x,y,w\n1000,1000,2\n1200,1000,3\n1490,1000,1\n5000,5000,1\n' >m.csv
printf 'x,y\n1000,1000\n' >p.csv
plane='--x x --y y'
clustermap density p.csv $plane --crs none -q --bandwidth 500 --cell 10 --per unit -o d.tif
clustermap contour d.tif -q --levels 1e-7,1e-6,3e-6 --points m.csv $plane --weight w -o b.csv && cut -d, -f1,5- b.csv
clustermap contour d.tif -q --levels 1e-7,3e-6 --points m.csv $plane --where 'w > 1' -o b.csv --json | jq -c '.rows[] | [.members, .members_above, .above_km2 >= .area_km2, .weight]'
for method in quantile equal jenks headtail pretty; do
    clustermap contour d.tif -q --method $method --classes 4 -o b.csv --json | jq -c '[.bands, (.levels | length)]'
done
printf 'x,y\n1000,1000\n1300,1000\n1300,1000\n' >q.csv
clustermap density p.csv $plane --crs none -q --bandwidth 500 --cell 10 --relative-to q.csv -o r.tif
clustermap contour r.tif -q --method equal --classes 3 -o b.csv --json | jq -c '[.bands, .levels[0] < 0]'
clustermap contour d.tif -q --weight w -o c.csv; echo $?
clustermap contour d.tif -q --points none.csv -o c.csv; echo $?
clustermap contour d.tif -q --points m.csv $plane --weight v -o c.csv; echo $?
ls
