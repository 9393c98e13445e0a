# What cloak does: it hides.
hide() {
  printf '%s\n' "$1" | tr '[:print:]' '*'
}
