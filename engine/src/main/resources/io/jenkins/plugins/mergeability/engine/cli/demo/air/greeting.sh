# What air does: it greets.
greet() {
  printf 'Hello, %s!\n' "$1"
}
