/**
 * Globs over repository paths, and an index of the owners that claim a path by them.
 *
 * <p>A glob covers the whole path, from the repository's root, with {@code /} between directories, case-sensitive.
 * {@code *} and {@code ?} stay within one directory, {@code **} as a whole segment is any number of directories (at
 * the end: everything below), {@code [a-z]} and {@code [!a-z]} are one character, <code>{a,b}</code> is either (expanded
 * first), and a backslash takes the next special character literally. A trailing
 * {@code /} means {@code /**}. In a list a leading {@code !} excludes paths, wherever it is in the list.
 */
package io.jenkins.plugins.mergeability.engine.glob;
