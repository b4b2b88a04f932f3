for needed in python3 chromium; do
    command -v $needed >/dev/null || { echo "skipped: no $needed is installed"; exit; }
done
cp -R "$CM_TEST_SHARE/examples/sapporo" "$CM_TEST_SHARE/examples/japan" .
sed -i 's/^outputs:.*/outputs: [html]/' sapporo/project.yaml
clustermap run sapporo/project.yaml -q --output-dir out && ls out
python3 "$CM_TEST_SHARE/../tests/tools/check_web.py" out/sapporo.html 2>/dev/null
