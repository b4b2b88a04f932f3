cat >m.csv <<'END'
id,type,x,y
f,firm,1,1
g,firm,bad,1
h,firm,9,9
u,university,4,5
v,university,1,2
w,university,,
END
try() { clustermap "$@" --x x --y y --crs none -o -; echo $?; }
try nearest m.csv m.csv
try nearest m.csv m.csv --where "type = 'firm'" --to-where "type = 'university'"
try matrix m.csv m.csv --where "type = 'firm'" --to-where "type = 'university'" -q
try matrix m.csv m.csv --where "type = 'firm'" -q
try nearest m.csv m.csv --weight x
