package io.jenkins.plugins.mergeability.engine.change;

import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The entries of a snapshot that each owner claims, computed in one pass. Owners mostly claim adjacent entries, so they are
 * stored as ranges. Not thread-safe.
 */
public final class Claims {

    private final Snapshot snapshot;
    private final EntryDigest digest;

    /** The number of a pseudo owner of the unclaimed entries, one past the last owner. */
    private final int unclaimed;

    /** The first and the last range of each owner, as the range's number plus one; 0 for none. */
    private final int[] firsts;

    private final int[] lasts;

    /** For each range: its first entry, the entry past its last, and the owner's next range. */
    private int[] froms;

    private int[] tos;
    private int[] nexts;
    private int ranges;

    private Claims(Snapshot snapshot, int owners) {
        this.snapshot = snapshot;
        this.digest = new EntryDigest(snapshot);
        this.unclaimed = owners;
        this.firsts = new int[owners + 1];
        this.lasts = new int[owners + 1];
        int expected = 2 * owners + 16;
        this.froms = new int[expected];
        this.tos = new int[expected];
        this.nexts = new int[expected];
    }

    /** The claims of {@code owners} owners, numbered as in the index. */
    public static Claims of(Snapshot snapshot, ClaimIndex index, int owners) {
        return of(snapshot, index, owners, Set.of());
    }

    /**
     * The same without some paths, which count as ignored.
     *
     * @param except the paths, which need not exist
     */
    public static Claims of(Snapshot snapshot, ClaimIndex index, int owners, Set<String> except) {
        BitSet left = new BitSet();
        for (String path : except) {
            int entry = snapshot.indexOf(GitPath.encode(path));
            if (entry >= 0) {
                left.set(entry);
            }
        }
        Claims claims = new Claims(snapshot, owners);
        ClaimIndex.Cursor cursor = index.cursor();
        byte[] bytes = snapshot.records();
        int[] nobody = {owners};
        int[] ignored = {};
        int[] last = ignored;
        int from = 0;
        for (int i = 0; i < snapshot.size(); i++) {
            int[] now = cursor.claims(bytes, snapshot.pathStart(i), snapshot.pathEnd(i));
            if (left.get(i)) {
                now = ignored;
            } else if (now.length == 0) {
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
    List<String> paths(int owner) {
        List<String> paths = new ArrayList<>(count(owner));
        for (int range = firsts[owner]; range > 0; range = nexts[range - 1]) {
            for (int i = froms[range - 1]; i < tos[range - 1]; i++) {
                paths.add(snapshot.path(i));
            }
        }
        return paths;
    }

    /** The SHA-256 of the paths, modes and object ids that an owner claims. */
    public byte[] digest(int owner) {
        return digest(owner, -1);
    }

    /** The same for the entries that are neither claimed nor ignored, except one path, which need not exist. */
    public byte[] unclaimedDigest(String except) {
        return digest(unclaimed, snapshot.indexOf(GitPath.encode(except)));
    }

    private byte[] digest(int owner, int except) {
        for (int range = firsts[owner]; range > 0; range = nexts[range - 1]) {
            for (int i = froms[range - 1]; i < tos[range - 1]; i++) {
                if (i != except) {
                    digest.add(i);
                }
            }
        }
        return digest.end();
    }

    /**
     * The globs of each list that match no path of a snapshot, including and excluding ones.
     *
     * @throws IllegalArgumentException on a glob that cannot be parsed
     */
    public static List<List<String>> unmatchedGlobs(Snapshot snapshot, List<List<String>> globs) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (List<String> list : globs) {
            for (String glob : list) {
                numbers.putIfAbsent(positive(glob), numbers.size());
            }
        }
        List<List<String>> owners = new ArrayList<>(numbers.size());
        numbers.keySet().forEach(glob -> owners.add(List.of(glob)));
        Claims claims = of(snapshot, ClaimIndex.of(owners, List.of()), owners.size());
        List<List<String>> unmatched = new ArrayList<>(globs.size());
        for (List<String> list : globs) {
            unmatched.add(list.stream()
                    .filter(glob -> claims.firsts[numbers.get(positive(glob))] == 0)
                    .toList());
        }
        return unmatched;
    }

    private static String positive(String glob) {
        return glob.startsWith("!") ? glob.substring(1) : glob;
    }
}
