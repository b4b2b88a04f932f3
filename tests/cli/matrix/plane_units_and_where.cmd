printf 'e,n,type\n0,0,lab\n3,4,firm\n10000000,-10000000,firm\n' >m.csv
clustermap matrix m.csv m.csv --x e --y n --crs none -q -o -
clustermap matrix m.csv m.csv --x e --y n --crs none -q --where "type = 'nothing'" -o -
