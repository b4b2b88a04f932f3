clustermap geocode a.csv -o out.csv --format xls
