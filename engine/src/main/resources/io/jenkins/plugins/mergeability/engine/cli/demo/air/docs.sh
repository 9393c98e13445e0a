mkdir -p build
sed -n 's/^# //p' greeting.sh > build/docs.txt
echo "wrote build/docs.txt"
