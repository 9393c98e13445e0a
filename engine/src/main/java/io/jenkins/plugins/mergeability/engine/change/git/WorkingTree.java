package io.jenkins.plugins.mergeability.engine.change.git;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.change.Snapshot.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The selected tree: that of a commit, or the working tree.
 *
 * @param snapshot all paths
 * @param touched the paths at which the working tree may differ from HEAD, with the entry of HEAD if there is one
 * @param conflicts the paths with merge conflicts, for which the entry of HEAD is unknown
 * @param notes remarks for the user, in sentences
 */
record WorkingTree(
        Snapshot snapshot, Map<String, Optional<Entry>> touched, List<String> conflicts, List<String> notes) {

    /** A tree without uncommitted changes. */
    static WorkingTree committed(Snapshot snapshot) {
        return new WorkingTree(snapshot, Map.of(), List.of(), List.of());
    }

    /**
     * The working tree.
     *
     * @param git git in its top directory
     * @param index the entries of the index
     * @param reported the paths at which the working tree or HEAD differ from the index
     * @param hidden the files that git does not compare
     */
    static WorkingTree of(Git git, int idLength, Snapshot index, List<Status.Item> reported, HiddenFiles hidden)
            throws ExternalFailureException {
        if (reported.isEmpty() && hidden.present().isEmpty() && hidden.missing().isEmpty()) {
            return committed(index);
        }
        List<Status.Item> items = new ArrayList<>(reported);
        items.addAll(hidden.present());
        List<Status.Item> toAdd = new ArrayList<>();
        List<String> conflicts = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Map<String, Optional<Entry>> touched = new HashMap<>();
        for (Status.Item item : items) {
            switch (item.kind()) {
                case MODIFIED, UNTRACKED -> toAdd.add(item);
                case CONFLICT -> {
                    toAdd.add(item);
                    conflicts.add(item.path());
                }
                default -> {}
            }
            // A path deleted in the index but present in the working tree comes twice, first with the entry of HEAD.
            touched.putIfAbsent(item.path(), item.head());
        }
        Snapshot added = ScratchIndex.add(git, idLength, toAdd);
        Map<String, Optional<Entry>> overlay = new HashMap<>();
        for (Status.Item item : items) {
            Optional<Entry> entry =
                    switch (item.kind()) {
                        case STAGED -> item.index();
                        case DELETED -> Optional.<Entry>empty();
                        case MODIFIED, CONFLICT, UNTRACKED -> added.find(item.path());
                        case NESTED_REPOSITORY -> Optional.of(unknownContent(idLength));
                    };
            if (item.dirtySubmodule()) {
                entry = Optional.of(unknownContent(idLength));
                notes.add("submodule " + GitPath.display(item.path())
                        + " has uncommitted changes: jobs that depend on it cannot be proven until they are committed");
            } else if (item.kind() == Status.Kind.NESTED_REPOSITORY) {
                notes.add(GitPath.display(item.path()) + " is a repository that is neither a submodule nor"
                        + " ignored: jobs that depend on it cannot be proven until it is one of them");
            }
            overlay.put(item.path(), entry);
        }
        for (String path : hidden.missing()) {
            overlay.put(path, Optional.of(unknownContent(idLength)));
        }
        if (!hidden.missing().isEmpty()) {
            notes.add(hidden.note());
        }
        return new WorkingTree(index.with(overlay), touched, conflicts, notes);
    }

    /** Whether it differs from HEAD. */
    boolean uncommitted() {
        for (Map.Entry<String, Optional<Entry>> path : touched.entrySet()) {
            if (!path.getValue().equals(snapshot.find(path.getKey()))) {
                return true;
            }
        }
        return !conflicts.isEmpty();
    }

    /** An entry for unknown content, with a unique id so that no proof is ever found for it. */
    private static Entry unknownContent(int idLength) {
        String unique = Long.toHexString(ProcessHandle.current().pid() << 32 ^ System.currentTimeMillis())
                + Long.toHexString(System.nanoTime());
        return new Entry("160000", "f".repeat(idLength - unique.length()) + unique);
    }
}
