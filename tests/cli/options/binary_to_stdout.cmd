clustermap geocode a.csv -o - --format gpkg
