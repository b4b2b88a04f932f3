printf 'x,y\n1000,1000\n1000,1000\n2000,1500\n' >p.csv
for kernel in uniform triangular epanechnikov quartic triweight gaussian; do
    clustermap density p.csv --x x --y y --crs none -q --kernel $kernel --bandwidth 400 --cell 10 -o d.tif --json |
        jq -c '[.kernel, .points, .places, (.integral * 1000 | round)]'
done
