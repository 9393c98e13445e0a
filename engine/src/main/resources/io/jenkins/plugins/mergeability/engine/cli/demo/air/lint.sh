sh -n greeting.sh
echo "no syntax errors"
