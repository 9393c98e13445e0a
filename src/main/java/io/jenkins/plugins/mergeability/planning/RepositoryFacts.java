package io.jenkins.plugins.mergeability.planning;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.Claims;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.History;
import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.plan.FileDigests;
import io.jenkins.plugins.mergeability.engine.plan.PlanScope;
import io.jenkins.plugins.mergeability.engine.plan.PlanScopes;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The facts about a repository for a plan. They are small even for a large repository, because agents send them. */
final class RepositoryFacts implements Serializable, FileDigests {

    @Serial
    private static final long serialVersionUID = 1;

    private final MapSource map;
    private final String mapPath;
    private final String everything;
    private final ArrayList<String> paths = new ArrayList<>();
    private final ArrayList<String> redefined = new ArrayList<>();
    private final String base;
    private final String head;
    private final String tree;
    private final ArrayList<String> notes;
    private final byte[][] claimed;
    private final byte[] unclaimed;

    private RepositoryFacts(
            String tree,
            MapSource source,
            String mapPath,
            PlanScope scope,
            Change change,
            Claims claims,
            int components) {
        this.tree = tree;
        this.map = source;
        this.mapPath = mapPath;
        if (scope instanceof PlanScope.Changed changed) {
            everything = null;
            paths.addAll(changed.paths());
            redefined.addAll(changed.redefined());
        } else {
            everything = ((PlanScope.Everything) scope).why();
        }
        base = change.base().orElse("");
        head = change.head().orElse("");
        notes = new ArrayList<>(change.notes());
        claimed = new byte[components][];
        for (int i = 0; i < components; i++) {
            claimed[i] = claims.digest(i);
        }
        unclaimed = claims.unclaimedDigest(mapPath);
    }

    /**
     * The facts from a history.
     *
     * @param tree the ID of the tree at the head; empty if it is not needed
     * @param atHead whether the map is the one at the head
     */
    static RepositoryFacts of(History history, String tree, MapSource source, String mapPath, boolean atHead)
            throws BadInputException, ExternalFailureException, PlanningException {
        ComponentMap map = source.read();
        PlanScope scope = atHead
                ? PlanScopes.of(history, source.name(), mapPath, map)
                : PlanScopes.ofAnyMap(history, source.name(), mapPath, map);
        int components = map.components().size();
        Claims claims = Claims.of(history.snapshot(), index(map), components);
        return new RepositoryFacts(tree, source, mapPath, scope, history.change(), claims, components);
    }

    /** The index of the paths that the components of a map claim. */
    static ClaimIndex index(ComponentMap map) {
        List<List<String>> globs = new ArrayList<>(map.components().size());
        for (Component component : map.components().values()) {
            globs.add(component.paths());
        }
        return ClaimIndex.of(globs, map.ignore());
    }

    /** The text of the map. */
    MapSource map() {
        return map;
    }

    /** The scope of the plan. */
    PlanScope scope() {
        return everything == null
                ? new PlanScope.Changed(List.copyOf(paths), Set.copyOf(redefined), mapPath)
                : new PlanScope.Everything(everything);
    }

    /** The base commit, or empty. */
    String base() {
        return base;
    }

    /** The head commit. */
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

    @Override
    public byte[] claimedBy(int component) {
        return claimed[component].clone();
    }

    @Override
    public byte[] unclaimed() {
        return unclaimed.clone();
    }
}
