/**
 * Globs over repository paths and the question they answer: who claims this path.
 *
 * <p>A glob covers the whole path, from the repository's root, with {@code /} between directories, case-sensitive.
 * {@code *} and {@code ?} stay within one directory, {@code **} as a whole segment is any number of directories (at
 * the end: everything below), {@code [a-z]} and {@code [!a-z]} are one character, <code>{a,b}</code> is either (written
 * out before anything else is looked at), and a backslash takes the next special character literally. A trailing
 * {@code /} means {@code /**}. In a list a leading {@code !} takes paths out again, wherever it stands in the list.
 */
package io.jenkins.plugins.mergeability.engine.glob;
