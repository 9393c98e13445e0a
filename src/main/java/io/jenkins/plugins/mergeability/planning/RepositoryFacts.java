package io.jenkins.plugins.mergeability.planning;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.History;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockFileCache;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockFileReader;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockedInputs;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.write.MapPrinter;
import io.jenkins.plugins.mergeability.engine.plan.BaseState;
import io.jenkins.plugins.mergeability.engine.plan.ChangedFiles;
import io.jenkins.plugins.mergeability.engine.plan.DigestTable;
import io.jenkins.plugins.mergeability.engine.plan.FileDigests;
import io.jenkins.plugins.mergeability.engine.plan.MapFiles;
import io.jenkins.plugins.mergeability.engine.plan.PlanScope;
import io.jenkins.plugins.mergeability.engine.plan.PlanScopes;
import io.jenkins.plugins.mergeability.engine.plan.SnapshotDigests;
import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** All that a plan needs to know of a repository, small enough to be sent from an agent whatever the repository's size. */
final class RepositoryFacts implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final MapSource map;
    private final String everything;
    private final ChangedFiles changed;
    private final ArrayList<MapSource> baseMaps = new ArrayList<>();
    private final ArrayList<DigestTable> baseFiles = new ArrayList<>();
    private final String base;
    private final String head;
    private final String tree;
    private final ArrayList<String> notes;
    private final DigestTable files;

    private RepositoryFacts(String tree, MapSource text, PlanScope scope, Change change, DigestTable files) {
        this.tree = tree;
        this.map = text;
        this.files = files;
        if (scope instanceof PlanScope.Changed named) {
            everything = null;
            changed = named.files();
            for (BaseState state : named.bases()) {
                baseMaps.add(
                        new MapSource(text.name(), MapPrinter.print(state.map()).getBytes(StandardCharsets.UTF_8)));
                baseFiles.add(DigestTable.of(state.files(), MapFiles.of(state.map())));
            }
        } else {
            everything = ((PlanScope.Everything) scope).why();
            changed = null;
        }
        base = change.base().orElse("");
        head = change.head().orElse("");
        notes = new ArrayList<>(change.notes());
    }

    /**
     * What a history says.
     *
     * @param tree the ID of the tree at the head; empty if it is not needed
     * @param atHead whether the map is the one at the head
     */
    static RepositoryFacts of(History history, String tree, MapSource text, String mapPath, boolean atHead)
            throws BadInputException, ExternalFailureException, PlanningException {
        ComponentMap map = text.read();
        MapFiles named = MapFiles.of(map);
        LockFileReader reader = new LockFileReader(history, LockFileCache.NONE);
        PlanScope scope = atHead
                ? PlanScopes.of(reader, text.name(), mapPath, map, named)
                : PlanScopes.ofAnyMap(reader, text.name(), mapPath, map, named);
        LockedInputs locked = reader.read(map, named.claims(), history.snapshot());
        DigestTable files = DigestTable.of(new SnapshotDigests(history.snapshot(), named, mapPath, locked), named);
        return new RepositoryFacts(tree, text, scope, history.change(), files);
    }

    /** The text of the map. */
    MapSource map() {
        return map;
    }

    /**
     * What a plan starts from.
     *
     * @param platforms the platforms of jobs that are for all of them
     * @throws PlanningException if the map at the base cannot be read, though it could be where the facts are from
     */
    PlanScope scope(List<String> platforms) throws PlanningException {
        if (everything != null) {
            return new PlanScope.Everything(everything);
        }
        List<BaseState> bases = new ArrayList<>();
        for (int i = 0; i < baseMaps.size(); i++) {
            bases.add(new BaseState(baseMaps.get(i).read().withPlatforms(platforms), baseFiles.get(i)));
        }
        return new PlanScope.Changed(changed, bases);
    }

    /** Digests of the files at the head of the change. */
    FileDigests files() {
        return files;
    }

    /** The base commit, or empty. */
    String base() {
        return base;
    }

    /** The commit that is planned. */
    String head() {
        return head;
    }

    /** The ID of the tree of the head, or empty. */
    String tree() {
        return tree;
    }

    /** The notes of the plan, as sentences. */
    List<String> notes() {
        return List.copyOf(notes);
    }
}
