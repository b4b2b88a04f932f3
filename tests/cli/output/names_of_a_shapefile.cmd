printf 'a_very_long_name_indeed,lon,lat\nx,141.35,43.07\n' >a.csv
clustermap export a.csv -v -o a.shp && ls
