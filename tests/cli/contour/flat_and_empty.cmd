# a grid of one value is one band, which holds all; of an empty one nothing can be classified
printf 'x,y\n50,50\n' >p.csv
grid() { clustermap density p.csv --x x --y y --crs none --kernel uniform -q --per unit --cell 10 "$@"; }
grid --bandwidth 1000 --extent 0,0,100,200 -o flat.tif
grid --bandwidth 10 --extent 900,0,1000,200 -o zero.tif
grid --bandwidth 1000 --extent 0,0,10,10 -o one.tif
for method in quantile equal jenks headtail pretty; do
    clustermap contour flat.tif -q --method $method --points p.csv --x x --y y -o b.csv --json |
        jq -c '[.bands, (.levels | length), (.rows[] | [.area_km2, .above_km2, .members, .members_above])]'
    clustermap contour one.tif -q --method $method -o b.csv --json | jq -c '[.bands, (.rows[] | .area_km2)]'
    clustermap contour zero.tif -q --method $method -o c.csv; echo $?
done
clustermap contour flat.tif -q --levels 1e-9,1 -o b.csv --json | jq -c '[.bands, .rows[0].area_km2]'
clustermap contour zero.tif -q --levels 1 -o b.csv --json | jq -c .bands
clustermap contour zero.tif -q --levels -1 -o b.csv --json | jq -c '[.bands, .rows[0].area_km2]'
ls
