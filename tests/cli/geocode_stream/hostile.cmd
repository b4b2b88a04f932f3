# what is wrong far behind the first part is told with its line, and leaves nothing behind
places=$CM_TEST_SHARE/examples/sapporo/places.csv
many() { echo 'name,address'; yes 'A,札幌市北区北7条西4丁目' | head -n 30000; }
try() {
    { many; printf "$1"; } | clustermap geocode - -q -g "$places" -o out.csv
    echo $?
    ls -A
}
try 'B,\0\n'
try 'B,\345\214\n'
try 'B,\345\214'
try 'B,"never closed\n\n\n'
try 'B,"closed" not\n'
try '\377\376\n'
{ many; head -c 3000000 /dev/zero | tr '\0' x; } | clustermap geocode - -q -g "$places" -o out.csv
{ many; printf 'B,"two\nlines","too\nmany"\r\nC,"'; head -c 60000 /dev/zero | tr '\0' '\n'; printf '"\n'; } |
    clustermap geocode - -g "$places" -o out.csv --strict --progress json 2>err.txt
echo $?
grep -v progress err.txt | sort -u
wc -l <out.csv
