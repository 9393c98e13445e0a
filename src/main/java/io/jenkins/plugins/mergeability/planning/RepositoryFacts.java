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

/** All that a plan needs to know of a repository, small enough to be sent from an agent whatever the repository's size. */
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
            String tree, MapSource text, String mapPath, PlanScope cause, Change change, Claims claims, int components) {
        this.tree = tree;
        this.map = text;
        this.mapPath = mapPath;
        if (cause instanceof PlanScope.Changed changed) {
            everything = null;
            paths.addAll(changed.paths());
            redefined.addAll(changed.redefined());
        } else {
            everything = ((PlanScope.Everything) cause).why();
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
     * What a history tells.
     *
     * @param tree the id of the tree at the head of the change; empty where nothing asks for it
     * @param atHead whether the map is the one at the head of the change
     */
    static RepositoryFacts of(History history, String tree, MapSource text, String mapPath, boolean atHead)
            throws BadInputException, ExternalFailureException, PlanningException {
        ComponentMap map = text.read();
        PlanScope cause = atHead
                ? PlanScopes.of(history, text.name(), mapPath, map)
                : PlanScopes.ofAnyMap(history, text.name(), mapPath, map);
        int components = map.components().size();
        Claims claims = Claims.of(history.snapshot(), index(map), components);
        return new RepositoryFacts(tree, text, mapPath, cause, history.change(), claims, components);
    }

    /** Which component of a map claims a path. */
    static ClaimIndex index(ComponentMap map) {
        List<List<String>> globs = new ArrayList<>(map.components().size());
        for (Component component : map.components().values()) {
            globs.add(component.paths());
        }
        return ClaimIndex.of(globs, map.ignore());
    }

    /** The map's text. */
    MapSource map() {
        return map;
    }

    /** What a plan starts from. */
    PlanScope cause() {
        return everything == null
                ? new PlanScope.Changed(List.copyOf(paths), Set.copyOf(redefined), mapPath)
                : new PlanScope.Everything(everything);
    }

    /** The commit the change starts from, or empty. */
    String base() {
        return base;
    }

    /** The commit that is looked at. */
    String head() {
        return head;
    }

    /** The id of its tree, or empty. */
    String tree() {
        return tree;
    }

    /** What a reader of the plan should know, in sentences. */
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
