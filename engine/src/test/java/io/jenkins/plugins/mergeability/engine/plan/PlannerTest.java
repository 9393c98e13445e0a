package io.jenkins.plugins.mergeability.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.map.Affects;
import io.jenkins.plugins.mergeability.engine.map.CachePolicy;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentFiles;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobInputs;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.MemoryProofStore;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final ComponentMap MAP = Maps.map(
            Maps.component("bom", List.of(), Affects.NOTHING),
            Maps.component(
                    "air",
                    List.of("bom"),
                    Affects.NOTHING,
                    Maps.job("compile", "make"),
                    Maps.job("test", "make test", When.CHANGE, List.of("linux", "freebsd"), "air/compile"),
                    Maps.job("release", "make release", When.MERGE, List.of(), "air/test")),
            Maps.component("cloak", List.of(), Affects.NOTHING, Maps.job("test", "make test")),
            Maps.component(
                    "integration_test", List.of("air"), Affects.NOTHING, Maps.job("test", "mix test", "air/compile")));

    private static final Tree TREE =
            new Tree(Map.of("bom/v", "1", "air/a", "1", "cloak/c", "1", "integration_test/i", "1", "README", "1"));

    private final MemoryProofStore proofs = new MemoryProofStore();

    @Test
    void shouldRunWhatDependsOnAChangedPath() throws Exception {
        Plan plan = plan(MAP, TREE, "bom/v");

        assertThat(plan.affected()).containsExactly("air", "bom", "integration_test");
        assertThat(states(plan))
                .containsExactly(
                        "air/compile run",
                        "air/test@linux run",
                        "air/test@freebsd run",
                        "air/release skipped",
                        "cloak/test unaffected",
                        "integration_test/test run");
        assertThat(chain(plan, "integration_test"))
                .containsExactly("integration_test DEPENDS_ON air", "air DEPENDS_ON bom", "bom CHANGED bom/v");
    }

    @Test
    void shouldRunMergeJobsOnTheMerge() throws Exception {
        Plan plan = Planner.plan(request(MAP, TREE, changed(MAP, "air/a"), When.MERGE), proofs);

        assertThat(states(plan)).contains("air/release run", "air/compile run");
    }

    @Test
    void shouldNotRunAgainWhatIsProven() throws Exception {
        prove(plan(MAP, TREE, "air/a"), "air/compile", true);

        Plan plan = plan(MAP, TREE, "air/a");

        assertThat(states(plan)).contains("air/compile proven", "air/test@linux run");
        assertThat(component(plan, "air").state()).isEqualTo(ComponentState.AFFECTED);
    }

    @Test
    void shouldCallAComponentProvenWhenAllItsJobsOfTheOccasionAre() throws Exception {
        Plan first = plan(MAP, TREE, "air/a");
        for (String key : List.of("air/compile", "air/test@linux", "air/test@freebsd")) {
            prove(first, key, true);
        }

        Plan plan = plan(MAP, TREE, "air/a");

        assertThat(component(plan, "air").state()).isEqualTo(ComponentState.PROVEN);
        assertThat(plan.affected()).containsExactly("air", "integration_test");
    }

    @Test
    void shouldRunAgainWhatFailedLast() throws Exception {
        Plan first = plan(MAP, TREE, "air/a");
        prove(first, "air/compile", true);
        prove(first, "air/compile", false);

        PlannedJob job = job(plan(MAP, TREE, "air/a"), "air/compile");

        assertThat(job.state()).isEqualTo(JobState.RUN);
        assertThat(job.evidence())
                .hasValueSatisfying(evidence -> assertThat(evidence.flaky()).isTrue());
    }

    @Test
    void shouldProveARevertedChangeAtOnce() throws Exception {
        prove(plan(MAP, TREE, "cloak/c"), "cloak/test", true);
        Tree changed = with(TREE, "cloak/c", "2");

        assertThat(states(plan(MAP, changed, "cloak/c"))).contains("cloak/test run");
        assertThat(states(plan(MAP, TREE, "cloak/c"))).contains("cloak/test proven");
    }

    @Test
    void shouldSayWhichInputsChangedSinceTheLastOutcome() throws Exception {
        prove(plan(MAP, TREE, "integration_test/i"), "integration_test/test", true);
        Tree changed = with(TREE, "bom/v", "2");

        PlannedJob job = job(plan(MAP, changed, "bom/v"), "integration_test/test");

        Outcome last = proofs.latest(job.key(), 1).get(0);
        assertThat(InputChange.between(job.inputs(), last))
                .extracting(InputChange::input)
                .containsExactly("component air", "job air/compile");
    }

    @Test
    void shouldNotProveWhatAnotherPlatformFingerprintProved() throws Exception {
        prove(plan(MAP, TREE, "air/a"), "air/test@linux", true);
        PlanRequest other = new PlanRequest(
                MAP,
                changed(MAP, "air/a"),
                TREE.contents(MAP),
                new RunEnvironment(Map.of("linux", "kernel 7"), Map.of(), ""),
                When.CHANGE,
                "",
                "head",
                List.of(),
                true,
                OutputAvailability.FOUND);

        assertThat(states(plan(MAP, TREE, "air/a"))).contains("air/test@linux proven");
        assertThat(states(Planner.plan(other, proofs))).contains("air/test@linux run");
    }

    @Test
    void shouldRunOnlyWhatIsAskedForAndWhatThatNeeds() throws Exception {
        Plan plan = Planner.plan(
                request(
                        MAP,
                        TREE,
                        new PlanScope.Requested(Set.of(new JobRef("integration_test", "test"))),
                        When.CHANGE),
                proofs);

        assertThat(states(plan))
                .containsExactly(
                        "air/compile run",
                        "air/test@linux skipped",
                        "air/test@freebsd skipped",
                        "air/release skipped",
                        "cloak/test unaffected",
                        "integration_test/test run");
        assertThat(chain(plan, "air")).containsExactly("air NEEDED_BY integration_test", "integration_test REQUESTED ");
    }

    @Test
    void shouldAffectEverythingForAnUnclaimedPath() throws Exception {
        ComponentMap map = Maps.map(
                Unmapped.EVERYTHING,
                List.of("*.md"),
                Maps.component("air", List.of(), Affects.NOTHING),
                Maps.component("cloak", List.of(), Affects.NOTHING));

        assertThat(plan(map, TREE, "NEWS.md").affected()).isEmpty();
        assertThat(plan(map, TREE, "components.yaml").affected()).isEmpty();
        Plan plan = plan(map, TREE, "Makefile");
        assertThat(plan.affected()).containsExactly("air", "cloak");
        assertThat(plan.unclaimed().named()).containsExactly("Makefile");
    }

    @Test
    void shouldRefuseUnclaimedPathsWhereTheMapSaysSo() {
        ComponentMap map = Maps.map(Unmapped.ERROR, List.of(), Maps.component("air", List.of(), Affects.NOTHING));

        assertThatThrownBy(() -> plan(map, TREE, "Makefile", "air/a"))
                .isInstanceOfSatisfying(
                        UnclaimedPathsException.class,
                        e -> assertThat(e.paths().named()).containsExactly("Makefile"));
    }

    @Test
    void shouldAffectTheJobsThatAreDefinedDifferentlyAndThoseThatNeedThem() throws Exception {
        ComponentMap before = Maps.map(
                Maps.component("common", List.of(), Affects.EVERYTHING, Maps.job("build", "make old")),
                Maps.component("air", List.of("common"), Affects.NOTHING, Maps.job("test", "make test")),
                Maps.component("cloak", List.of(), Affects.NOTHING, Maps.job("test", "make test", "common/build")));
        ComponentMap map = Maps.map(
                Maps.component("common", List.of(), Affects.EVERYTHING, Maps.job("build", "make new")),
                before.components().get("air"),
                before.components().get("cloak"));

        Plan plan = Planner.plan(request(map, TREE, redefined(before, map), When.CHANGE), proofs);

        assertThat(plan.affected()).containsExactly("cloak", "common");
        assertThat(chain(plan, "cloak")).containsExactly("cloak NEEDS common", "common REDEFINED ");
        assertThat(plan(map, TREE, "common/x").affected()).containsExactly("air", "cloak", "common");
    }

    @Test
    void shouldAffectEverythingIfTheMapSaysSomethingElseOfUnclaimedPaths() throws Exception {
        ComponentMap before = Maps.map(
                Unmapped.EVERYTHING, List.of(), MAP.components().values().toArray(new Component[0]));

        Plan plan = Planner.plan(request(MAP, TREE, redefined(before, MAP), When.CHANGE), proofs);

        assertThat(plan.affected()).containsExactly("air", "bom", "cloak", "integration_test");
        assertThat(chain(plan, "bom")).containsExactly("bom EVERYTHING `unmapped` has changed in the component map");
    }

    @Test
    void shouldNotAffectAnythingByAComponentThatIsGone() throws Exception {
        ComponentMap before = Maps.map(
                Unmapped.EVERYTHING,
                List.of(),
                Maps.component("gone", List.of(), Affects.NOTHING, Maps.job("test", "make test")),
                Maps.component("air", List.of(), Affects.NOTHING, Maps.job("test", "make test")));
        ComponentMap map =
                Maps.map(Unmapped.EVERYTHING, List.of(), before.components().get("air"));
        Tree then = with(TREE, "gone/f", "1");

        Plan plan = Planner.plan(request(map, TREE, changed(before, then, map, TREE), When.CHANGE), proofs);

        assertThat(plan.affected()).isEmpty();
    }

    @Test
    void shouldRunWhatAnAffectedJobNeedsUnlessItIsProven() throws Exception {
        Plan first = plan(MAP, TREE, "integration_test/i");

        assertThat(states(first)).contains("air/compile run", "integration_test/test run");
        assertThat(job(first, "air/compile").why()).isEqualTo("needed by integration_test/test, and not proven");
        assertThat(chain(first, "air"))
                .containsExactly("air NEEDED_BY integration_test", "integration_test CHANGED integration_test/i");

        prove(first, "air/compile", true);
        Plan second = plan(MAP, TREE, "integration_test/i");

        assertThat(states(second)).contains("air/compile proven", "integration_test/test run");
        assertThat(second.affected()).containsExactly("integration_test");
    }

    @Test
    void shouldRunAProvenJobAgainForOneThatDoesNotFindWhatItLeaves() throws Exception {
        Plan first = plan(MAP, TREE, "air/a");
        prove(first, "air/compile", true);
        PlanRequest request = request(MAP, TREE, changed(MAP, "integration_test/i"), When.CHANGE);
        PlanRequest without = new PlanRequest(
                MAP,
                request.scope(),
                request.files(),
                request.environment(),
                request.occasion(),
                "",
                "head",
                List.of(),
                true,
                (key, job, hash, neededBy) -> Optional.of(key + " declares no outputs"));

        PlannedJob needed = job(Planner.plan(without, proofs), "air/compile");
        assertThat(needed.state()).isEqualTo(JobState.RUN);
        assertThat(needed.why()).isEqualTo("passed before; air/compile declares no outputs");
        assertThat(job(Planner.plan(request, proofs), "air/compile").state()).isEqualTo(JobState.PROVEN);
    }

    @Test
    void shouldDependOnSelectedFilesOnly() throws Exception {
        ComponentMap map = Maps.map(Maps.component(
                "air",
                List.of(),
                Affects.NOTHING,
                selecting(Maps.job("build", "make"), "src/**", "/top"),
                Maps.job("test", "make")));

        assertThat(states(plan(map, TREE, "air/doc"))).containsExactly("air/build unaffected", "air/test run");
        assertThat(states(plan(map, TREE, "air/src/a"))).containsExactly("air/build run", "air/test run");
        assertThat(states(plan(map, TREE, "top"))).containsExactly("air/build run", "air/test unaffected");
    }

    @Test
    void shouldReachDependentsByExportsOnly() throws Exception {
        Component core = Maps.component("core", List.of(), Affects.NOTHING, Maps.job("test", "make"));
        ComponentMap map = Maps.map(
                new Component(
                        core.name(),
                        core.root(),
                        new ComponentFiles(core.paths(), Optional.of(List.of("core/src/**")), true),
                        List.of(),
                        Affects.NOTHING,
                        core.jobs(),
                        core.position()),
                Maps.component("app", List.of("core"), Affects.NOTHING, Maps.job("test", "make")));

        assertThat(states(plan(map, TREE, "core/test/a"))).containsExactly("app/test unaffected", "core/test run");
        Plan whole = plan(map, TREE, "core/src/a");
        assertThat(states(whole)).containsExactly("app/test run", "core/test run");
        assertThat(chain(whole, "app")).containsExactly("app DEPENDS_ON core", "core CHANGED core/src/a");
    }

    @Test
    void shouldReachOnlyTheJobThatDependsOnAComponent() throws Exception {
        JobInputs mocks = new JobInputs(Optional.empty(), List.of(), List.of(), List.of("mocks"));
        ComponentMap map = Maps.map(
                Maps.component("app", List.of("core"), Affects.NOTHING, Maps.job("test", "make")),
                Maps.component(
                        "core",
                        List.of(),
                        Affects.NOTHING,
                        Maps.job("build", "make"),
                        with(Maps.job("test", "t"), mocks)),
                Maps.component("mocks", List.of("core"), Affects.NOTHING, Maps.job("test", "make")));

        Plan plan = plan(map, TREE, "mocks/f");
        assertThat(states(plan))
                .containsExactly("app/test unaffected", "core/build unaffected", "core/test run", "mocks/test run");
        assertThat(chain(plan, "core")).containsExactly("core DEPENDS_ON mocks", "mocks CHANGED mocks/f");
    }

    @Test
    void shouldCountASubmoduleAtTheRootAsAFileOfTheComponent() throws Exception {
        ComponentMap map = Maps.map(Maps.component("air", List.of(), Affects.NOTHING, Maps.job("test", "make")));

        assertThat(states(plan(map, TREE, "air"))).containsExactly("air/test run");
    }

    @Test
    void shouldRunForAnotherValueOfAVariableThatIsAnInput() throws Exception {
        Job job = Maps.job("test", "make");
        ComponentMap map = Maps.map(Maps.component(
                "air",
                List.of(),
                Affects.NOTHING,
                with(job, new JobInputs(Optional.empty(), List.of("MODE"), List.of(), List.of()))));
        prove(plan(map, TREE, "air/a"), "air/test", true);

        assertThat(states(plan(map, TREE, "air/a"))).containsExactly("air/test proven");
        for (Map<String, String> variables : List.of(Map.of("MODE", "x"), Map.of("MODE", ""))) {
            PlanRequest other = new PlanRequest(
                    map,
                    changed(map, "air/a"),
                    TREE.contents(map),
                    new RunEnvironment(Map.of(), variables, ""),
                    When.CHANGE,
                    "",
                    "head",
                    List.of(),
                    true,
                    OutputAvailability.FOUND);
            assertThat(states(Planner.plan(other, proofs))).as("%s", variables).containsExactly("air/test run");
        }
    }

    @Test
    void shouldRunAMergeJobAgainUnlessItsPassIsTheNewestOutcome() throws Exception {
        ComponentMap map = Maps.map(
                Maps.component("site", List.of(), Affects.NOTHING, Maps.job("deploy", "make", When.MERGE, List.of())));
        Tree one = with(TREE, "site/f", "1");
        Tree two = with(TREE, "site/f", "2");
        prove(Planner.plan(request(map, one, changed(map, "site/f"), When.MERGE), proofs), "site/deploy", true);
        assertThat(states(Planner.plan(request(map, one, changed(map, "site/f"), When.MERGE), proofs)))
                .containsExactly("site/deploy proven");
        prove(Planner.plan(request(map, two, changed(map, "site/f"), When.MERGE), proofs), "site/deploy", true);

        assertThat(states(Planner.plan(request(map, one, changed(map, "site/f"), When.MERGE), proofs)))
                .containsExactly("site/deploy run");
    }

    @Test
    void shouldRunAJobWithoutCacheOnEveryOccasionOfItsOwn() throws Exception {
        Job nightly = Maps.job("audit", "make", When.NIGHTLY, List.of());
        Job change = Maps.job("test", "make");
        ComponentMap map =
                Maps.map(Maps.component("air", List.of(), Affects.NOTHING, uncached(nightly), uncached(change)));
        Plan first = Planner.plan(request(map, TREE, changed(map, "other"), When.NIGHTLY), proofs);
        assertThat(states(first)).containsExactly("air/audit run", "air/test unaffected");
        assertThat(chain(first, "air")).containsExactly("air EVERY_OCCASION nightly");
        prove(first, "air/audit", true);

        assertThat(states(Planner.plan(request(map, TREE, changed(map, "other"), When.NIGHTLY), proofs)))
                .containsExactly("air/audit run", "air/test unaffected");
        assertThat(states(plan(map, TREE, "other"))).containsExactly("air/audit unaffected", "air/test unaffected");
        assertThat(states(plan(map, TREE, "air/a"))).containsExactly("air/audit skipped", "air/test run");
    }

    private static Job selecting(Job job, String... globs) {
        return with(job, new JobInputs(Optional.of(List.of(globs)), List.of(), List.of(), List.of()));
    }

    private static Job with(Job job, JobInputs inputs) {
        return new Job(job.name(), job.block(), Maps.with(job.settings(), inputs, Optional.empty()), job.position());
    }

    private static Job uncached(Job job) {
        return new Job(
                job.name(),
                job.block(),
                Maps.with(job.settings(), JobInputs.DEFAULT, Optional.of(CachePolicy.NEVER)),
                job.position());
    }

    private static PlanScope redefined(ComponentMap before, ComponentMap after) {
        return changed(before, TREE, after, TREE);
    }

    private static PlanScope changed(ComponentMap before, Tree then, ComponentMap after, Tree now) {
        return new PlanScope.Changed(
                ChangedFiles.of(
                        after.components().keySet(),
                        MapFiles.of(after),
                        List.of(MapFiles.of(before)),
                        then.difference(now),
                        "components.yaml",
                        Map.of(),
                        now.files()::containsKey),
                List.of(new BaseState(before, then.contents(before))));
    }

    @Test
    void shouldNeedTheSamePlatformWhereTheNeededJobRunsThere() {
        ComponentMap map = Maps.map(Maps.component(
                "air",
                List.of(),
                Affects.NOTHING,
                Maps.job("compile", "make", When.CHANGE, List.of("linux", "freebsd")),
                Maps.job("test", "make test", When.CHANGE, List.of("linux", "macos"), "air/compile")));

        assertThat(JobNeeds.direct(map, new JobKey("air", "test", Optional.of("linux"))))
                .extracting(JobKey::toString)
                .containsExactly("air/compile@linux");
        assertThat(JobNeeds.direct(map, new JobKey("air", "test", Optional.of("macos"))))
                .extracting(JobKey::toString)
                .containsExactly("air/compile@linux", "air/compile@freebsd");
    }

    @Test
    void shouldNeedThePlatformThatANeedNames() {
        ComponentMap map = Maps.map(Maps.component(
                "air",
                List.of(),
                Affects.NOTHING,
                Maps.job("compile", "make", When.CHANGE, List.of("linux", "freebsd")),
                Maps.job("test", "make test", When.CHANGE, List.of("linux", "macos"), "air/compile@freebsd"),
                Maps.job("both", "make", When.CHANGE, List.of(), "air/compile", "air/compile@linux")));

        for (String platform : List.of("linux", "macos")) {
            assertThat(JobNeeds.direct(map, new JobKey("air", "test", Optional.of(platform))))
                    .extracting(JobKey::toString)
                    .containsExactly("air/compile@freebsd");
        }
        assertThat(JobNeeds.direct(map, new JobKey("air", "both", Optional.empty())))
                .extracting(JobKey::toString)
                .containsExactly("air/compile@linux", "air/compile@freebsd");
    }

    @Test
    void shouldDigestTheSameFilesOnce() throws Exception {
        ComponentMap map = Maps.map(
                Unmapped.EVERYTHING,
                List.of(),
                Maps.component("common", List.of(), Affects.EVERYTHING),
                Maps.component("air", List.of("common"), Affects.NOTHING, Maps.job("test", "make")),
                Maps.component("cloak", List.of("common"), Affects.NOTHING, Maps.job("test", "make")));
        FileDigests contents = TREE.contents(map);
        List<String> asked = new ArrayList<>();
        FileDigests counted = new FileDigests() {
            @Override
            public byte[] claimedBy(int component) {
                asked.add("component " + component);
                return contents.claimedBy(component);
            }

            @Override
            public byte[] unclaimed() {
                asked.add("unclaimed");
                return contents.unclaimed();
            }

            @Override
            public byte[] selectedBy(int selector) {
                asked.add("selected by " + selector);
                return contents.selectedBy(selector);
            }
        };

        new InputHashes(map, counted, RunEnvironment.NONE)
                .of(List.of(new JobRef("air", "test"), new JobRef("cloak", "test")));

        assertThat(asked).containsExactlyInAnyOrder("component 0", "component 1", "component 2", "unclaimed");
    }

    @Test
    void shouldPlanAChainLongerThanAStack() throws Exception {
        int length = 20_000;
        var components = new io.jenkins.plugins.mergeability.engine.map.Component[length];
        for (int i = 0; i < length; i++) {
            components[i] = Maps.component(
                    "c" + i,
                    i == 0 ? List.of() : List.of("c" + (i - 1)),
                    Affects.NOTHING,
                    i == 0 ? Maps.job("test", "make") : Maps.job("test", "make", "c" + (i - 1) + "/test"));
        }
        ComponentMap map = Maps.map(components);

        Plan plan = Planner.plan(request(map, new Tree(Map.of()), changed(map, "c0/x"), When.CHANGE), proofs);

        assertThat(plan.affected()).hasSize(length);
        assertThat(ReasonChain.of(plan, "c" + (length - 1)).links()).hasSize(length);
    }

    /** Each of the components concerns all others, so naming them pair by pair would cost millions of entries. */
    @Test
    void shouldDescribeManyComponentsThatAffectEverythingTogether() throws Exception {
        int count = 4_000;
        var components = new io.jenkins.plugins.mergeability.engine.map.Component[count];
        String[] paths = new String[count];
        for (int i = 0; i < count; i++) {
            components[i] = Maps.component("c" + i, List.of(), Affects.EVERYTHING, Maps.job("test", "make"));
            paths[i] = "c" + i + "/x";
        }
        ComponentMap map = Maps.map(components);
        Tree tree = new Tree(Map.of("c7/x", "1"));

        Plan plan = plan(map, tree, paths);
        assertThat(plan.affected()).hasSize(count);
        assertThat(plan.components()).allSatisfy(component -> {
            assertThat(component.reasons()).hasSizeLessThan(30);
            assertThat(component.jobs().get(0).inputs()).hasSizeLessThan(10);
        });

        // The hash of each other component has changed, and its own where it counts its files once.
        Plan after = plan(map, with(tree, "c7/x", "2"), "c7/x");
        for (String name : List.of("c0", "c7", "c3999")) {
            assertThat(job(after, name + "/test").hash())
                    .isNotEqualTo(job(plan, name + "/test").hash());
        }
    }

    private Plan plan(ComponentMap map, Tree tree, String... paths) throws UnclaimedPathsException, IOException {
        return Planner.plan(request(map, tree, changed(map, paths), When.CHANGE), proofs);
    }

    private static PlanScope changed(ComponentMap map, String... paths) {
        return Maps.changed(map, List.of(paths), "components.yaml");
    }

    private static PlanRequest request(ComponentMap map, Tree tree, PlanScope cause, When occasion) {
        return new PlanRequest(
                map,
                cause,
                tree.contents(map),
                RunEnvironment.NONE,
                occasion,
                "",
                "head",
                List.of(),
                true,
                OutputAvailability.FOUND);
    }

    private static Tree with(Tree tree, String path, String content) {
        Map<String, String> files = new TreeMap<>(tree.files());
        files.put(path, content);
        return new Tree(files);
    }

    private void prove(Plan plan, String key, boolean passed) throws IOException {
        PlannedJob job = job(plan, key);
        InputHash hash = job.hash().orElseThrow();
        Instant at = Instant.ofEpochSecond(1_000 + proofs.latest(job.key(), 10).size());
        proofs.record(
                List.of(new Outcome(job.key(), hash, passed, at, Duration.ofSeconds(1), "run 1", "abc", job.inputs())));
    }

    private static PlannedComponent component(Plan plan, String name) {
        return plan.components().stream()
                .filter(component -> component.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static PlannedJob job(Plan plan, String key) {
        return plan.components().stream()
                .flatMap(component -> component.jobs().stream())
                .filter(job -> job.key().toString().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> states(Plan plan) {
        return plan.components().stream()
                .flatMap(component -> component.jobs().stream())
                .map(job -> job.key() + " " + job.state().text())
                .toList();
    }

    private static List<String> chain(Plan plan, String component) {
        return ReasonChain.of(plan, component).links().stream()
                .map(link -> link.component() + " " + link.reason().kind() + " "
                        + link.reason().subject())
                .toList();
    }
}
