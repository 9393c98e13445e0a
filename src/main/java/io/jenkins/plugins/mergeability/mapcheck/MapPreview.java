package io.jenkins.plugins.mergeability.mapcheck;

import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.plan.ChangedFiles;
import io.jenkins.plugins.mergeability.engine.plan.FileDigests;
import io.jenkins.plugins.mergeability.engine.plan.MapFiles;
import io.jenkins.plugins.mergeability.engine.plan.OutputAvailability;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlanRequest;
import io.jenkins.plugins.mergeability.engine.plan.PlanScope;
import io.jenkins.plugins.mergeability.engine.plan.Planner;
import io.jenkins.plugins.mergeability.engine.plan.RunEnvironment;
import io.jenkins.plugins.mergeability.engine.plan.UnclaimedPathsException;
import io.jenkins.plugins.mergeability.engine.proof.MemoryProofStore;
import io.jenkins.plugins.mergeability.engine.report.Ansi;
import io.jenkins.plugins.mergeability.engine.report.PlanText;
import io.jenkins.plugins.mergeability.engine.report.graph.Graph;
import io.jenkins.plugins.mergeability.engine.report.graph.GraphSvg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a component map says, without a repository.
 *
 * @param problems the problems of the map, each with its line and a hint; empty for a valid map
 * @param components the number of its components
 * @param jobs the number of its jobs
 * @param plan what a change of some paths would run, without proofs; empty if no paths are given, or the map is not valid
 * @param refusal why there is no plan although paths are given; empty if there is one
 * @param graph the components and their dependencies, or the plan, as SVG; empty if the map is not valid
 */
public record MapPreview(String problems, int components, int jobs, String plan, String refusal, String graph) {

    /** The files of no repository. Without proofs no input hash is compared, so one digest serves for all. */
    private static final FileDigests NO_FILES = new FileDigests() {
        @Override
        public byte[] claimedBy(int component) {
            return new byte[0];
        }

        @Override
        public byte[] unclaimed() {
            return new byte[0];
        }

        @Override
        public byte[] selectedBy(int selector) {
            return new byte[0];
        }
    };

    /**
     * Reads a map.
     *
     * @param name the name of its file, for messages
     * @param paths the paths that a change would touch
     */
    public static MapPreview of(String name, byte[] content, List<String> paths) throws IOException {
        ComponentMap map;
        try {
            map = MapReader.read(name, content);
        } catch (MapException e) {
            return new MapPreview(e.render(), 0, 0, "", "", "");
        }
        int jobs = map.components().values().stream()
                .mapToInt(component -> component.jobs().size())
                .sum();
        if (paths.isEmpty()) {
            return valid(map, jobs, "", "", Graph.of(map));
        }
        try {
            Plan plan = Planner.plan(request(map, name, paths), new MemoryProofStore());
            return valid(map, jobs, PlanText.render(plan, Ansi.OFF), "", Graph.of(plan));
        } catch (UnclaimedPathsException e) {
            return valid(map, jobs, "", refused(e.paths()), Graph.of(map));
        }
    }

    private static String refused(ChangedFiles.Paths paths) {
        String names = paths.named().stream().map(GitPath::display).collect(Collectors.joining(", "));
        return "no component claims " + names + (paths.more() == 0 ? "" : " and " + paths.more() + " more")
                + ", and the map has `unmapped: error`";
    }

    private static MapPreview valid(ComponentMap map, int jobs, String plan, String refusal, Graph graph) {
        return new MapPreview("", map.components().size(), jobs, plan, refusal, GraphSvg.draw(graph));
    }

    private static PlanRequest request(ComponentMap map, String name, List<String> paths) {
        MapFiles files = MapFiles.of(map);
        ChangedFiles changed =
                ChangedFiles.of(map.components().keySet(), files, List.of(), paths, name, Map.of(), path -> true);
        return new PlanRequest(
                map,
                new PlanScope.Changed(changed, List.of()),
                NO_FILES,
                RunEnvironment.NONE,
                When.CHANGE,
                "",
                "a change of these paths",
                List.of(),
                false,
                OutputAvailability.FOUND);
    }

    /** Whether the map is valid. */
    public boolean valid() {
        return problems.isEmpty();
    }

    /** The graph as the address of an image. */
    public String graphUri() {
        return "data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(graph.getBytes(StandardCharsets.UTF_8));
    }
}
