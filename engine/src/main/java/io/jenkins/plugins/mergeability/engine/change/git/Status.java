package io.jenkins.plugins.mergeability.engine.change.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.Snapshot.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code git status --porcelain=v2 -z}: the paths at which the working tree, the index or HEAD differ. */
final class Status {

    /** The state of a path. */
    enum Kind {
        /** The working tree equals the index; HEAD differs. */
        STAGED,
        /** The working tree differs from the index. */
        MODIFIED,
        /** The index has the path, the working tree does not. */
        DELETED,
        /** The index has several versions, from a merge in progress. */
        CONFLICT,
        /** The index does not have the path. */
        UNTRACKED,
        /** A repository that the index does not have. */
        NESTED_REPOSITORY
    }

    /**
     * A path that differs.
     *
     * @param head the entry in HEAD; unknown in a conflict
     * @param index the entry in the index; our version in a conflict
     * @param dirtySubmodule whether it is a submodule with uncommitted changes
     */
    record Item(Kind kind, String path, Optional<Entry> head, Optional<Entry> index, boolean dirtySubmodule) {}

    private static final String NO_MODE = "000000";

    /** The ids of an empty file, which git also stores for an intent to add. */
    private static final Set<String> EMPTY = Set.of(
            "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
            "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813");

    private final GitProcess process;
    private final byte[] bytes;
    private final ObjectReader objects;
    private final Optional<String> commit;
    private int at;

    private Status(GitProcess process, byte[] bytes, ObjectReader objects, Optional<String> commit) {
        this.process = process;
        this.bytes = bytes;
        this.objects = objects;
        this.commit = commit;
    }

    static GitProcess ask(Git git) throws ExternalFailureException {
        return ask(git, "all", "none");
    }

    /** The same for tracked paths only, which needs no search of directories. */
    static GitProcess askTracked(Git git) throws ExternalFailureException {
        return ask(git, "no", "untracked");
    }

    private static GitProcess ask(Git git, String untracked, String submodules) throws ExternalFailureException {
        return git.start(
                "-c",
                "status.relativePaths=false",
                "-c",
                "status.branch=false",
                "-c",
                "status.showStash=false",
                "-c",
                "core.safecrlf=false",
                "status",
                "--porcelain=v2",
                "-z",
                "--untracked-files=" + untracked,
                "--ignored=no",
                "--ignore-submodules=" + submodules,
                "--no-renames",
                "--no-column");
    }

    /**
     * Reads the paths, in the order of git.
     *
     * @param head the commit that HEAD is, if there is one
     */
    static List<Item> read(GitProcess process, ObjectReader objects, Optional<String> head)
            throws ExternalFailureException {
        Status status = new Status(process, process.read(), objects, head);
        List<Item> items = new ArrayList<>();
        while (status.at < status.bytes.length) {
            status.item().ifPresent(items::add);
        }
        return items;
    }

    private Optional<Item> item() throws ExternalFailureException {
        int start = at;
        String type = word();
        switch (type) {
            case "1":
                return Optional.of(tracked(word(), word(), word(), word(), word(), word(), word()));
            case "u":
                return Optional.of(conflict());
            case "?":
                return Optional.of(untracked(rest()));
            case "#":
            case "!":
                rest();
                return Optional.empty();
            default:
                at = start;
                throw process.unexpected(rest());
        }
    }

    private Item tracked(
            String change, String submodule, String headMode, String indexMode, String mode, String head, String index)
            throws ExternalFailureException {
        Kind kind =
                switch (change.charAt(1)) {
                    case '.' -> Kind.STAGED;
                    case 'D' -> Kind.DELETED;
                    default -> Kind.MODIFIED;
                };
        boolean dirty = submodule.charAt(0) == 'S' && (submodule.charAt(2) == 'M' || submodule.charAt(3) == 'U');
        String path = rest();
        boolean inHead = kind != Kind.DELETED || !EMPTY.contains(head) || isInHead(path);
        return new Item(kind, path, inHead ? entry(headMode, head) : Optional.empty(), entry(indexMode, index), dirty);
    }

    /** Git also reports a file with an intent to add that was deleted, which HEAD never had. */
    private boolean isInHead(String path) throws ExternalFailureException {
        return commit.isPresent() && objects.has(commit.get(), path);
    }

    /** {@code u XY sub m1 m2 m3 mW h1 h2 h3 path}, where 2 is our version. */
    private Item conflict() throws ExternalFailureException {
        String change = word();
        String submodule = word();
        String[] modes = {word(), word(), word(), word()};
        String[] ids = {word(), word(), word()};
        if (change.length() != 2 || submodule.length() != 4) {
            throw process.unexpected(change + " " + submodule);
        }
        return new Item(Kind.CONFLICT, rest(), Optional.empty(), entry(modes[1], ids[1]), false);
    }

    private static Item untracked(String path) {
        return path.endsWith("/")
                ? untracked(Kind.NESTED_REPOSITORY, path.substring(0, path.length() - 1))
                : untracked(Kind.UNTRACKED, path);
    }

    private static Item untracked(Kind kind, String path) {
        return new Item(kind, path, Optional.empty(), Optional.empty(), false);
    }

    private static Optional<Entry> entry(String mode, String id) {
        return mode.equals(NO_MODE) ? Optional.empty() : Optional.of(new Entry(mode, id));
    }

    private String word() throws ExternalFailureException {
        int from = at;
        int to = find((byte) ' ');
        return new String(bytes, from, to - from, ISO_8859_1);
    }

    private String rest() throws ExternalFailureException {
        int from = at;
        int to = find((byte) 0);
        return GitPath.decode(bytes, from, to);
    }

    /** The index of the next {@code end}; reading continues after it. */
    private int find(byte end) throws ExternalFailureException {
        for (int i = at; i < bytes.length; i++) {
            if (bytes[i] == end) {
                at = i + 1;
                return i;
            }
        }
        throw process.unexpected(GitPath.decode(bytes, at, bytes.length));
    }
}
