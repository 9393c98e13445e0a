package io.jenkins.plugins.mergeability.engine.change;

import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which entries of a snapshot each owner claims, found in one pass. Owners mostly claim entries that stand next to each
 * other, so what is kept are ranges of entries, and a range is hashed in one go.
 */
public final class Claims {

    private final Snapshot snapshot;

    /** One past the last owner stand the entries that nobody claims. */
    private final int unclaimed;

    /** The first and the last range of each owner, one more than its number; 0 for none. */
    private final int[] firsts;

    private final int[] lasts;

    /** Of each range, by its number less one: its first entry, one past its last, the owner's next range. */
    private int[] froms;

    private int[] tos;
    private int[] nexts;
    private int ranges;

    private Claims(Snapshot snapshot, int owners) {
        this.snapshot = snapshot;
        this.unclaimed = owners;
        this.firsts = new int[owners + 1];
        this.lasts = new int[owners + 1];
        int expected = 2 * owners + 16;
        this.froms = new int[expected];
        this.tos = new int[expected];
        this.nexts = new int[expected];
    }

    /** What each of {@code owners} owners claims, by its number in the index. */
    public static Claims of(Snapshot snapshot, ClaimIndex index, int owners) {
        Claims claims = new Claims(snapshot, owners);
        ClaimIndex.Cursor cursor = index.cursor();
        byte[] bytes = snapshot.records();
        int[] nobody = {owners};
        int[] ignored = {};
        int[] last = ignored;
        int from = 0;
        for (int i = 0; i < snapshot.size(); i++) {
            int[] now = cursor.claims(bytes, snapshot.pathStart(i), snapshot.pathEnd(i));
            if (now.length == 0) {
                now = cursor.ignored() ? ignored : nobody;
            }
            if (now != last) {
                claims.add(last, from, i);
                last = now;
                from = i;
            }
        }
        claims.add(last, from, snapshot.size());
        return claims;
    }

    private void add(int[] owners, int from, int to) {
        for (int owner : owners) {
            int last = lasts[owner] - 1;
            if (last >= 0 && tos[last] == from) {
                tos[last] = to;
                continue;
            }
            if (ranges == froms.length) {
                froms = Arrays.copyOf(froms, 2 * ranges);
                tos = Arrays.copyOf(tos, 2 * ranges);
                nexts = Arrays.copyOf(nexts, 2 * ranges);
            }
            froms[ranges] = from;
            tos[ranges] = to;
            ranges++;
            if (last < 0) {
                firsts[owner] = ranges;
            } else {
                nexts[last] = ranges;
            }
            lasts[owner] = ranges;
        }
    }

    /** How many paths an owner claims. */
    public int count(int owner) {
        int count = 0;
        for (int range = firsts[owner]; range > 0; range = nexts[range - 1]) {
            count += tos[range - 1] - froms[range - 1];
        }
        return count;
    }

    /** The paths an owner claims, in the order of the snapshot. */
    public List<String> paths(int owner) {
        List<String> paths = new ArrayList<>(count(owner));
        for (int range = firsts[owner]; range > 0; range = nexts[range - 1]) {
            for (int i = froms[range - 1]; i < tos[range - 1]; i++) {
                paths.add(snapshot.path(i));
            }
        }
        return paths;
    }

    /** The paths that nobody claims and that are not ignored, in the order of the snapshot. */
    public List<String> unclaimed() {
        return paths(unclaimed);
    }

    /** The SHA-256 of the paths, modes and object ids that an owner claims: the same if, and only if, they are. */
    public byte[] digest(int owner) {
        return digest(owner, -1);
    }

    /** The same of what nobody claims and is not ignored, but for one path, which need not be there. */
    public byte[] unclaimedDigest(String except) {
        return digest(unclaimed, snapshot.indexOf(GitPath.encode(except)));
    }

    /** An entry has no NUL in it but at its end, so no two lists of entries are the same bytes. */
    private byte[] digest(int owner, int except) {
        MessageDigest digest = sha256();
        for (int range = firsts[owner]; range > 0; range = nexts[range - 1]) {
            int from = froms[range - 1];
            int to = tos[range - 1];
            if (except >= from && except < to) {
                update(digest, from, except);
                update(digest, except + 1, to);
            } else {
                update(digest, from, to);
            }
        }
        return digest.digest();
    }

    private void update(MessageDigest digest, int from, int to) {
        int start = snapshot.start(from);
        digest.update(snapshot.records(), start, snapshot.start(to) - start);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The globs that match no path of a snapshot, of each list those in it, whether they include or exclude.
     *
     * @throws IllegalArgumentException on a glob that cannot be parsed
     */
    public static List<List<String>> idle(Snapshot snapshot, List<List<String>> globs) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (List<String> list : globs) {
            for (String glob : list) {
                numbers.putIfAbsent(positive(glob), numbers.size());
            }
        }
        List<List<String>> owners = new ArrayList<>(numbers.size());
        numbers.keySet().forEach(glob -> owners.add(List.of(glob)));
        Claims claims = of(snapshot, ClaimIndex.of(owners, List.of()), owners.size());
        List<List<String>> idle = new ArrayList<>(globs.size());
        for (List<String> list : globs) {
            idle.add(list.stream()
                    .filter(glob -> claims.firsts[numbers.get(positive(glob))] == 0)
                    .toList());
        }
        return idle;
    }

    private static String positive(String glob) {
        return glob.startsWith("!") ? glob.substring(1) : glob;
    }
}
