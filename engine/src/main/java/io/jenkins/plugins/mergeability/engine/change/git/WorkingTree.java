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
 * What is looked at: a commit's tree, or the working tree.
 *
 * @param snapshot every path
 * @param touched the paths at which the working tree may differ from HEAD, with what HEAD has there, if anything
 * @param conflicts those whose merge is not finished, of which that is not known
 * @param notes what is odd about it, in sentences
 */
record WorkingTree(
        Snapshot snapshot, Map<String, Optional<Entry>> touched, List<String> conflicts, List<String> notes) {

    /** A tree of which nothing is uncommitted. */
    static WorkingTree committed(Snapshot snapshot) {
        return new WorkingTree(snapshot, Map.of(), List.of(), List.of());
    }

    /**
     * The working tree.
     *
     * @param git in its top
     * @param index what the index has
     * @param items where the working tree or HEAD differ from it
     */
    static WorkingTree of(Git git, int idLength, Snapshot index, List<Status.Item> items)
            throws ExternalFailureException {
        if (items.isEmpty()) {
            return committed(index);
        }
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
            // A path that is deleted in the index and there again comes twice, first with what HEAD has.
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
                        case NESTED_REPOSITORY -> Optional.of(unlikeAnyOther(idLength));
                    };
            if (item.dirtySubmodule()) {
                entry = Optional.of(unlikeAnyOther(idLength));
                notes.add("submodule " + GitPath.display(item.path())
                        + " has uncommitted changes: what depends on it cannot be proven until they are committed");
            } else if (item.kind() == Status.Kind.NESTED_REPOSITORY) {
                notes.add(GitPath.display(item.path()) + " is a repository of its own that is neither a submodule nor"
                        + " ignored: what depends on it cannot be proven until it is one or the other");
            }
            overlay.put(item.path(), entry);
        }
        return new WorkingTree(index.with(overlay), touched, conflicts, notes);
    }

    /** Whether anything of it is not in HEAD. */
    boolean uncommitted() {
        for (Map.Entry<String, Optional<Entry>> path : touched.entrySet()) {
            if (!path.getValue().equals(snapshot.find(path.getKey()))) {
                return true;
            }
        }
        return !conflicts.isEmpty();
    }

    /** The id of content that is not known: never twice the same, so that nothing is ever proven for it. */
    private static Entry unlikeAnyOther(int idLength) {
        String unique = Long.toHexString(ProcessHandle.current().pid() << 32 ^ System.currentTimeMillis())
                + Long.toHexString(System.nanoTime());
        return new Entry("160000", "f".repeat(idLength - unique.length()) + unique);
    }
}
