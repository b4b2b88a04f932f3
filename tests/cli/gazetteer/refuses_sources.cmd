printf 'a,b\n1,2\n' >x.csv
clustermap gazetteer build x.csv -o x.gaz
clustermap gazetteer build none.csv -o x.gaz
: >empty.csv
clustermap gazetteer build empty.csv -o x.gaz
ls
