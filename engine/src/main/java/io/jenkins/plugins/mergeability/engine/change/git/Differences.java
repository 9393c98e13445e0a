package io.jenkins.plugins.mergeability.engine.change.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.Snapshot.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The paths at which two commits differ, from {@code git diff-tree --raw -z}. */
final class Differences {

    /** No differences. */
    static final Differences NONE = new Differences(new byte[0], List.of(), List.of());

    private static final String NO_MODE = "000000";

    private final byte[] raw;
    private final List<String> paths;
    private final List<Integer> infos;

    private Differences(byte[] raw, List<String> paths, List<Integer> infos) {
        this.raw = raw;
        this.paths = paths;
        this.infos = infos;
    }

    /** Starts the query for two commits given by their ids. */
    static GitProcess ask(Git git, RepositoryLayout layout, String base, String head) throws ExternalFailureException {
        // Git reads the index for attributes that do not matter here; a missing index is read faster.
        String noIndex =
                layout.commonDirectory().resolve("mergeability/no-index").toString();
        return git.with("GIT_INDEX_FILE", noIndex)
                .start(
                        "diff-tree",
                        "-r",
                        "--raw",
                        "-z",
                        "--no-renames",
                        "--no-abbrev",
                        "--no-ext-diff",
                        "--ignore-submodules=none",
                        base,
                        head);
    }

    /** Reads the answer: {@code :mode mode id id letter NUL path NUL} for each path, the base's mode and id first. */
    static Differences read(GitProcess process) throws ExternalFailureException {
        byte[] raw = process.read();
        List<String> paths = new ArrayList<>();
        List<Integer> infos = new ArrayList<>();
        for (int at = 0; at < raw.length; ) {
            int info = end(raw, at);
            int end = end(raw, info + 1);
            if (raw[at] != ':' || end >= raw.length) {
                throw process.unexpected(new String(raw, at, Math.min(end, raw.length) - at, ISO_8859_1));
            }
            paths.add(GitPath.decode(raw, info + 1, end));
            infos.add(at + 1);
            at = end + 1;
        }
        return new Differences(raw, paths, infos);
    }

    private static int end(byte[] raw, int from) {
        int i = from;
        while (i < raw.length && raw[i] != 0) {
            i++;
        }
        return i;
    }

    /** The paths at which {@code tree}, made from the second commit, differs from the first. */
    List<String> upTo(WorkingTree tree) {
        if (tree.touched().isEmpty()) {
            return paths;
        }
        List<String> changed = new ArrayList<>(tree.conflicts());
        Map<String, Optional<Entry>> touched = new HashMap<>(tree.touched());
        touched.keySet().removeAll(tree.conflicts());
        for (int i = 0; i < paths.size(); i++) {
            if (touched.containsKey(paths.get(i))) {
                touched.put(paths.get(i), base(infos.get(i)));
            } else {
                changed.add(paths.get(i));
            }
        }
        touched.forEach((path, base) -> {
            if (!base.equals(tree.snapshot().find(path))) {
                changed.add(path);
            }
        });
        return changed;
    }

    private Optional<Entry> base(int info) {
        String[] words = new String(raw, info, end(raw, info) - info, ISO_8859_1).split(" ");
        return words[0].equals(NO_MODE) ? Optional.empty() : Optional.of(new Entry(words[0], words[2]));
    }
}
