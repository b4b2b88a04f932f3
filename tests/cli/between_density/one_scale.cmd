# years: what is gained is the later member's kernel, and the scale is that of all
printf 'name,lon,lat,founded,closed\nA,141.35,43.06,1980,\nB,141.40,43.06,1990,\nC,141.35,43.06,1970,1985\n' >m.csv
clustermap between m.csv --at-year 1982,1995 --density d.tif --bandwidth 1km --cell 100m -o out.csv --json | grep -o '"density".*}]}'
ls
clustermap info d-1995-less-1982.tif | grep -e grid -e values -e tag | sed 's/\(\.[0-9][0-9][0-9]\)[0-9]*/\1/g'
clustermap info d-1982.tif | grep -e scale -e grid
# two lists, weighted
printf 'name,lon,lat,n\nA,141.35,43.06,2\n' >a.csv
printf 'name,lon,lat,n\nA,141.35,43.06,5\n' >b.csv
clustermap between a.csv b.csv --weight n --density e.tif --bandwidth 1km -q -o out.csv
clustermap info e-b-less-a.tif | grep values | sed 's/\(\.[0-9][0-9][0-9]\)[0-9]*/\1/g'
clustermap between a.csv b.csv --density e.tif --bandwidth 1km --no-clobber -o new.csv
[ -e new.csv ] || echo nothing new
