package io.jenkins.plugins.mergeability.engine.lockfiles;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** The entries in which two lock files differ, in words. */
final class LockDifference {

    private static final int MAX_WORD = 200;

    private final LockFile before;
    private final LockFile after;

    /** Of each node of one file, the number of the same in the other; -1 if it has none. */
    private final int[] inAfter;

    private final int[] inBefore;

    /** What the members of each of the files reach, as the same ones are asked for again and again. */
    private final Map<Collection<String>, BitSet> reachedBefore = new HashMap<>();

    private final Map<Collection<String>, BitSet> reachedAfter = new HashMap<>();

    LockDifference(LockFile before, LockFile after) {
        this.before = before;
        this.after = after;
        this.inAfter = before.same(after);
        this.inBefore = after.same(before);
    }

    /** The differing entries that members lead to, sorted by name, such as {@code left-pad 1.3.0 → 1.3.1}. */
    List<String> words(Collection<String> membersBefore, Collection<String> membersAfter) {
        BitSet old = reachedBefore.computeIfAbsent(membersBefore, before::reachedBy);
        BitSet now = reachedAfter.computeIfAbsent(membersAfter, after::reachedBy);
        Map<String, TreeSet<String>> gone = differing(before, old, inAfter, now);
        Map<String, TreeSet<String>> come = differing(after, now, inBefore, old);
        TreeSet<String> names = new TreeSet<>(gone.keySet());
        names.addAll(come.keySet());
        // An entry may differ only because it names what it uses with the version.
        if (names.stream().anyMatch(name -> !Objects.equals(gone.get(name), come.get(name)))) {
            names.removeIf(name -> Objects.equals(gone.get(name), come.get(name)));
        }
        List<String> words = new ArrayList<>();
        for (String name : names) {
            String word = name + " " + word(gone.get(name), come.get(name));
            words.add(word.length() <= MAX_WORD ? word : word.substring(0, MAX_WORD) + "…");
        }
        return words;
    }

    private static String word(TreeSet<String> gone, TreeSet<String> come) {
        if (gone == null) {
            return versions(come) + " added";
        }
        if (come == null) {
            return versions(gone) + " removed";
        }
        return gone.equals(come) ? versions(come) + " with another content" : versions(gone) + " → " + versions(come);
    }

    private static String versions(TreeSet<String> versions) {
        return String.join(", ", versions);
    }

    /** The versions of packages that are reached in one file, and not with the same content in the other. */
    private static Map<String, TreeSet<String>> differing(
            LockFile file, BitSet reached, int[] same, BitSet reachedThere) {
        Map<String, TreeSet<String>> versions = new TreeMap<>();
        for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
            if (same[i] < 0 || !reachedThere.get(same[i])) {
                LockFile.Node node = file.nodes().get(i);
                if (!node.name().isEmpty()) {
                    versions.computeIfAbsent(node.name(), name -> new TreeSet<>())
                            .add(node.version());
                }
            }
        }
        return versions;
    }
}
