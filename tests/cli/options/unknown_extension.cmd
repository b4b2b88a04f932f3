clustermap geocode a.csv -o out.doc
clustermap geocode a.csv -o out
