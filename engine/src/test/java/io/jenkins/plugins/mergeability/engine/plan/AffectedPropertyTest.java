package io.jenkins.plugins.mergeability.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.Affects;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AffectedPropertyTest {

    private static final int COMPONENTS = 7;
    private static final List<String> PATHS = List.of(
            "c0/a",
            "c0/b.md",
            "c1/a",
            "c1/x/y",
            "c2/a",
            "c3/a",
            "c3/c",
            "c4/a",
            "c5/z",
            "c6/a",
            "shared/v",
            "README.md",
            "Makefile",
            "c1/c2/q");

    @Property
    void shouldAffectMoreForMorePaths(
            @ForAll("maps") ComponentMap map, @ForAll("paths") List<String> some, @ForAll("paths") List<String> more) {
        Set<String> union = new TreeSet<>(some);
        union.addAll(more);

        assertThat(affected(map, union)).containsAll(affected(map, new TreeSet<>(some)));
    }

    @Property
    void shouldBeClosedUnderDependsOn(@ForAll("maps") ComponentMap map, @ForAll("paths") List<String> paths) {
        Set<String> affected = affected(map, new TreeSet<>(paths));

        for (Component component : map.components().values()) {
            if (!Collections.disjoint(component.dependsOn(), affected)) {
                assertThat(affected).contains(component.name());
            }
        }
    }

    @Property
    void shouldNotDependOnTheOrderOfPaths(
            @ForAll("maps") ComponentMap map, @ForAll("paths") List<String> paths, @ForAll Random random) {
        List<String> shuffled = new ArrayList<>(new TreeSet<>(paths));
        Collections.shuffle(shuffled, random);

        assertThat(Affected.by(map, Maps.claims(map), shuffled, Set.of(), "")
                        .reasons()
                        .keySet())
                .isEqualTo(affected(map, new TreeSet<>(paths)));
    }

    @Property
    void shouldGiveEachAffectedComponentAChainThatEndsInAChange(
            @ForAll("maps") ComponentMap map, @ForAll("paths") List<String> paths) {
        Affected affected = Affected.by(map, Maps.claims(map), new TreeSet<>(paths), Set.of(), "");

        affected.reasons().forEach((name, reasons) -> {
            assertThat(reasons).as(name).isNotEmpty().isSorted();
            for (Reason reason : reasons) {
                if (reason.kind().leadsOn()) {
                    assertThat(affected.reasons()).containsKey(reason.subject());
                }
            }
        });
    }

    /** What makes proofs sound, and no more is built than has to be: the two notions of "reached by" are one. */
    @Property(tries = 1000)
    void shouldAffectAComponentExactlyIfItsInputsDiffer(
            @ForAll("maps") ComponentMap map, @ForAll("trees") Tree before, @ForAll("trees") Tree after) {
        Set<String> affected = affected(map, new TreeSet<>(before.difference(after)));

        assertThat(changedInputs(map, before, after)).isEqualTo(affected);
    }

    private static Set<String> affected(ComponentMap map, Set<String> paths) {
        return Affected.by(map, Maps.claims(map), paths, Set.of(), "").reasons().keySet();
    }

    private static Set<String> changedInputs(ComponentMap map, Tree before, Tree after) {
        List<JobRef> jobs = new ArrayList<>();
        for (String name : map.components().keySet()) {
            jobs.add(new JobRef(name, "test"));
        }
        Map<JobKey, InputHash> old = new InputHashes(map, before.contents(map), Map.of()).of(jobs);
        Map<JobKey, InputHash> now = new InputHashes(map, after.contents(map), Map.of()).of(jobs);
        Set<String> changed = new TreeSet<>();
        for (JobRef job : jobs) {
            JobKey key = new JobKey(job.component(), job.job(), Optional.empty());
            if (!old.get(key).equals(now.get(key))) {
                changed.add(job.component());
            }
        }
        return changed;
    }

    @Provide
    Arbitrary<List<String>> paths() {
        return Arbitraries.of(PATHS).list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<Tree> trees() {
        return Arbitraries.maps(Arbitraries.of(PATHS), Arbitraries.of("1", "2"))
                .ofMaxSize(PATHS.size())
                .map(Tree::new);
    }

    @Provide
    Arbitrary<ComponentMap> maps() {
        Arbitrary<List<Component>> components = Arbitraries.randomValue(AffectedPropertyTest::components);
        Arbitrary<List<String>> ignore = Arbitraries.of(List.of(), List.of("**/*.md"), List.of("c3/**", "Makefile"));
        return Combinators.combine(components, ignore, Arbitraries.of(Unmapped.EVERYTHING, Unmapped.NOTHING))
                .as((list, ignored, unmapped) -> Maps.map(unmapped, ignored, list.toArray(new Component[0])));
    }

    private static List<Component> components(Random random) {
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(COMPONENTS); i++) {
            List<String> dependsOn = new ArrayList<>();
            List<String> affects = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (random.nextInt(4) == 0) {
                    dependsOn.add("c" + j);
                }
                if (random.nextInt(6) == 0) {
                    affects.add("c" + j);
                }
            }
            List<String> paths = new ArrayList<>(List.of("c" + i + "/**"));
            if (random.nextInt(4) == 0) {
                paths.add("shared/**");
            }
            if (random.nextInt(4) == 0) {
                paths.add("**/c2/*");
            }
            Affects spread = random.nextInt(8) == 0 ? Affects.EVERYTHING : new Affects(false, affects);
            components.add(Maps.component("c" + i, paths, dependsOn, spread, Maps.job("test", "make")));
        }
        return components;
    }
}
