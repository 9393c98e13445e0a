mkdir -p build
cat greeting.sh ../bom/versions.txt > build/air.txt
echo "compiled build/air.txt"
