printf 'id,name,lon,lat\n1,"①髙﨑～－㈱ｱｲﾃｨ, ""A""",141.35,43.07\n2,,141.36,43.08\n' >a.csv
for format in csv tsv geojson gpkg shp fgb; do
    mkdir $format
    clustermap export a.csv -q -o $format/a.$format && clustermap export $format/a.$format -q -o - --format csv | grep '^1,' | cut -d , -f 2-3
done
clustermap export a.csv -q -o cp.shp --shp-encoding CP932 && clustermap export cp.shp -q -o - --format csv | grep '^1,' | cut -d , -f 2-3
