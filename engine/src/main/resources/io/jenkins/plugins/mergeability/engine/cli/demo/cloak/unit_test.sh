. ./cloak.sh
[ "$(hide secret)" = '******' ]
echo "1 test passed"
