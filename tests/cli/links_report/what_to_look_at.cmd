printf 'id,name,founded,lon,lat\n1,A,1990,141.35,43\n2,B,1980,141.35,43.1\n3,C,,,\n4,Twin,,,\n5,Twin,,,\n6,D,,141.35,44\n' >m.csv
printf 'from,to,kind,year\nA,B,lineage,\nA,B,lineage,1999\nC,C,lineage,\nTwin,A,lineage,\nB,C,tenant,\nC,B,tenant,\nX,D,lineage,\n1,D,lineage,\n' >l.csv
clustermap links m.csv --links l.csv --json -o out.csv
clustermap links m.csv --links l.csv -q --tree --json -o out.csv | grep -o '"tree".*}, "d'
