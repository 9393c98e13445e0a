package io.jenkins.plugins.mergeability.engine.change.git;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers which commits reach which others, for all of them in one walk. */
final class Reachability {

    private final List<String> descendants;

    /** The descendants that reach a commit whose own line is still to come, by commit. */
    private final Map<String, BitSet> reaching = new HashMap<>();

    private final Map<String, Set<String>> found = new HashMap<>();
    private final Set<String> missing;

    private Reachability(Collection<String> descendants, Collection<String> commits) {
        this.descendants = List.copyOf(descendants);
        this.missing = new HashSet<>(commits);
        for (int i = 0; i < this.descendants.size(); i++) {
            reaching.computeIfAbsent(this.descendants.get(i), id -> new BitSet())
                    .set(i);
        }
    }

    /**
     * Which descendants reach each of the commits.
     *
     * @param descendants the ids of commits; those that the repository has not reach nothing
     * @param commits the ids of commits; those that the repository has not are reached by none
     */
    static Map<String, Set<String>> of(Git git, ObjectReader objects, Set<String> descendants, Set<String> commits)
            throws ExternalFailureException {
        Reachability reachability = new Reachability(present(objects, descendants), present(objects, commits));
        if (!reachability.descendants.isEmpty() && !reachability.missing.isEmpty()) {
            reachability.walk(git);
        }
        commits.forEach(commit -> reachability.found.putIfAbsent(commit, Set.of()));
        return reachability.found;
    }

    private static List<String> present(ObjectReader objects, Set<String> ids) throws ExternalFailureException {
        List<String> present = new ArrayList<>();
        for (String id : ids) {
            if (objects.tree(id).isPresent()) {
                present.add(id);
            }
        }
        return present;
    }

    private void walk(Git git) throws ExternalFailureException {
        GitProcess process = git.start("rev-list", "--topo-order", "--parents", "--stdin")
                .send((String.join("\n", descendants) + "\n").getBytes(StandardCharsets.US_ASCII));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.output(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                visit(line.split(" "));
                if (missing.isEmpty()) {
                    process.end();
                    return;
                }
            }
        } catch (IOException e) {
            throw process.communicationFailure(e);
        }
        process.succeed();
    }

    /** A commit, whose children have all been visited, with its parents. */
    private void visit(String[] ids) {
        BitSet reached = reaching.remove(ids[0]);
        if (reached == null) {
            return;
        }
        for (int i = 1; i < ids.length; i++) {
            reaching.computeIfAbsent(ids[i], id -> new BitSet()).or(reached);
        }
        if (missing.remove(ids[0])) {
            Set<String> all = new LinkedHashSet<>();
            reached.stream().mapToObj(descendants::get).forEach(all::add);
            found.put(ids[0], all);
        }
    }
}
