. ./greeting.sh
actual=$(greet world)
expected='Hello, world!'
if [ "$actual" != "$expected" ]; then
  echo "greet world: expected '$expected', got '$actual'"
  exit 1
fi
echo "1 test passed"
