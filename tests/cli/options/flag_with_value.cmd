clustermap geocode a.csv -o a.csv --strict=yes
