# none of them says a word on stderr
clustermap run -q "$CM_TEST_SHARE/examples/sapporo/project.yaml" --output-dir out || exit 1
for file in out/*.gpkg out/*.shp out/*.geojson; do
    ogrinfo -q -al -so "$file" >/dev/null 2>err || echo "ogrinfo refuses $file"
    [ -s err ] && cat err
done
gdalinfo -checksum out/density.tif 2>err | grep -c Checksum
[ -s err ] && cat err
qpdf --check out/sapporo.pdf >/dev/null 2>err || cat err
pdffonts out/sapporo.pdf | awk 'NR > 2 && !/yes yes yes/ {print "not embedded:", $0} /Type 3/'
pdftotext out/sapporo.pdf - | grep -c 札幌のIT産業クラスター
rsvg-convert -o svg.png out/sapporo.svg 2>err && [ ! -s err ] && echo svg drawn
head -c 24 out/sapporo.png | od -A n -t u1 -j 16 | awk '{print $1*16777216+$2*65536+$3*256+$4, $5*16777216+$6*65536+$7*256+$8}'
grep -q "Lang (ja)\|Lang(ja)\|/Lang (ja" out/sapporo.pdf && echo language stated
grep -c OCG out/sapporo.pdf | awk '{print ($1 >= 3)}'
