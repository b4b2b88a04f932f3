printf 'x,y,w\n0,0,1\n30,40,2\n' >p.csv
printf 'id,x,y\na,0,0\nb,30,0\nc,500,500\n' >q.csv
clustermap density p.csv --x x --y y --weight w --crs none --kernel uniform --bandwidth 100 --per unit --at q.csv -o -
