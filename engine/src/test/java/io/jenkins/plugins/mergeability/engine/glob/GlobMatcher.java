package io.jenkins.plugins.mergeability.engine.glob;

import java.util.List;

/** Matches one glob with one path, segment by segment: the reference that {@link ClaimIndex} is compared with. */
public final class GlobMatcher {

    private GlobMatcher() {}

    /** Whether a glob matches the whole path; of a negative glob, whether what follows the {@code !} does. */
    public static boolean matches(Glob glob, String path) {
        byte[] bytes = PathBytes.encode(path);
        for (Segment[] alternative : glob.alternatives()) {
            if (matches(List.of(alternative), bytes, 0)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(List<Segment> wanted, byte[] path, int from) {
        if (wanted.isEmpty() || from > path.length) {
            return wanted.isEmpty() && from > path.length;
        }
        List<Segment> rest = wanted.subList(1, wanted.size());
        int to = from;
        while (to < path.length && path[to] != '/') {
            to++;
        }
        if (wanted.get(0) == Segment.DEEP) {
            return matches(rest, path, from) || matches(wanted, path, to + 1);
        }
        return wanted.get(0).matches(path, from, to) && matches(rest, path, to + 1);
    }
}
