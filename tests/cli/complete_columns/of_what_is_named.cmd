# columns of the file on the line: of the operand, of another option's file; none of what is no file
offer() { echo "# $*" && clustermap --complete "$@" | tr '\t' '|'; }
printf '\357\273\277name,業種,two words,$(date),lon,lat\na,b,c,d,141,43\n' >members.csv
printf 'name\tsize\nb\t1\n' >others.tsv
clustermap export members.csv -o members.gpkg -q
mkfifo pipe
offer density members.csv --by ''
offer nearest members.csv others.tsv --by ''
offer contour members.csv --points others.tsv --weight ''
offer contour members.csv --points=others.tsv --weight ''
offer density members.gpkg --weight ''
offer density pipe --weight ''
offer density none.csv --weight ''
offer density - --weight ''
offer density . --weight ''
