package io.jenkins.plugins.mergeability.dispatch;

import static io.jenkins.plugins.mergeability.dispatch.TestBuild.options;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BranchLayoutTest {

    /** Agents by the number of executors of a label, and the labels of the agent on which the step was called. */
    private record Agents(Map<String, Integer> counts, Set<String> calling) implements BranchLayout.Agents {

        @Override
        public boolean hasCallingAgent() {
            return !calling.isEmpty();
        }

        @Override
        public boolean matchesCallingAgent(String label) {
            return calling.contains(label);
        }

        @Override
        public int executors(String label) {
            return counts.getOrDefault(label, 1);
        }
    }

    private final TestBuild build = new TestBuild();

    private List<BuildFacts.Branch> layout(int branchesUpTo, int maxParallel, Agents agents) {
        return BranchLayout.of(build.plan(), build.facts().labels(), branchesUpTo, maxParallel, agents);
    }

    private static List<String> names(List<BuildFacts.Branch> branches) {
        return branches.stream().map(BuildFacts.Branch::name).toList();
    }

    @Test
    void shouldGiveEachOfFewComponentsABranch() {
        build.job("air/test")
                .job("fire/test", options().state(JobState.PROVEN, ""))
                .job("water/test")
                .job("water/site");

        List<BuildFacts.Branch> branches = layout(2, 0, new Agents(Map.of(), Set.of()));

        assertThat(branches)
                .containsExactly(
                        new BuildFacts.Branch("air", "air", List.of(), false),
                        new BuildFacts.Branch("water", "water", List.of(), false));
    }

    @Test
    void shouldShareOneBranchForEachAvailableAgentOtherwise() {
        build.job("a/test").job("b/test").job("c/test").job("d/test", options().label("big"));

        List<BuildFacts.Branch> branches = layout(1, 0, new Agents(Map.of("", 2, "big", 5), Set.of()));

        assertThat(branches)
                .containsExactly(
                        new BuildFacts.Branch("agent 1", null, List.of(""), false),
                        new BuildFacts.Branch("agent 2", null, List.of(""), false),
                        new BuildFacts.Branch("agent 1, big", null, List.of("big"), false));
        assertThat(names(layout(1, 1, new Agents(Map.of("", 2), Set.of())))).containsExactly("agent 1", "agent 1, big");
    }

    @Test
    void shouldUseTheCallingAgentForTheJobsItMatches() {
        build.job("a/test", options().label("linux"))
                .job("b/test", options().label("linux"))
                .job("c/test", options().label("big"));

        List<BuildFacts.Branch> branches = layout(20, 0, new Agents(Map.of("linux", 3, "big", 1), Set.of("linux")));

        assertThat(branches)
                .containsExactly(
                        new BuildFacts.Branch("this agent", null, List.of("linux"), true),
                        new BuildFacts.Branch("agent 1, big", null, List.of("big"), false),
                        new BuildFacts.Branch("agent 1, linux", null, List.of("linux"), false));
    }

    @Test
    void shouldLimitSharedBranchesButKeepOneForEachLabel() {
        for (int i = 0; i < 40; i++) {
            build.job("a" + i + "/test", options().label("many"));
        }
        build.job("z/test", options().label("z"));

        List<BuildFacts.Branch> branches = layout(1, 0, new Agents(Map.of("many", 40), Set.of()));

        assertThat(branches).hasSize(BranchLayout.MAX_BRANCHES);
        assertThat(names(branches))
                .contains("agent 01, many", "agent 31, many", "agent 1, z")
                .doesNotContain("agent 32, many");
    }
}
