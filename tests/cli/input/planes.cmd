printf 'lon,lat\n141.35,43.07\n' >sapporo.csv
printf 'lon,lat\n141.35,43.07\n139.7,35.7\n' >both.csv
printf 'lon,lat\n135.2,34.68\n' >kobe.csv
for list in sapporo kobe both; do
    clustermap density $list.csv --bandwidth 5km --cell 1km -o d.tif --json 2>err | jq -r .crs
    head -n 1 err | cut -c 1-40
done
