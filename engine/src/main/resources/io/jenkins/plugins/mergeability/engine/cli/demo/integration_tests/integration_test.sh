. ../air/greeting.sh
greet integration | grep -q integration
echo "air greets whom it is told to"
