package io.jenkins.plugins.mergeability;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.jenkins.plugins.mergeability.dispatch.JobStatusStore;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.ExecutionRecord;
import io.jenkins.plugins.mergeability.record.FoundOutputs;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.record.LeftOutputs;
import io.jenkins.plugins.mergeability.record.OutputRecord;
import io.jenkins.plugins.mergeability.record.StatusRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of the plugin, and where what is used. */
@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String PLUGIN = "io.jenkins.plugins.mergeability";

    /** Each package with those it may use besides the engine. All may use the engine, and the engine uses none of them. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry("engine", List.of()),
            Map.entry("config", List.of()),
            Map.entry("proofs", List.of("config")),
            Map.entry("record", List.of()),
            Map.entry("script", List.of()),
            Map.entry("dispatch", List.of("record", "script")),
            Map.entry("outputs", List.of("config", "proofs", "record")),
            Map.entry("mapcheck", List.of("config")),
            Map.entry("monitoring", List.of("environment", "record", "reporting")),
            Map.entry("planning", List.of("config", "outputs", "proofs", "queue", "record")),
            Map.entry("pulls", List.of("record", "reporting")),
            Map.entry("queue", List.of()),
            Map.entry("reporting", List.of("config", "queue", "record")),
            Map.entry("workspace", List.of("dispatch", "record", "script")),
            Map.entry(
                    "step",
                    List.of("config", "dispatch", "outputs", "planning", "proofs", "record", "script", "workspace")),
            Map.entry(
                    "environment",
                    List.of(
                            "config",
                            "dispatch",
                            "outputs",
                            "planning",
                            "proofs",
                            "record",
                            "reporting",
                            "script",
                            "step")),
            Map.entry("view", List.of("record", "reporting")));

    /** The values of the record that dispatching uses; it reads and writes the record only through its own port. */
    private static final Set<Class<?>> DISPATCHED_VALUES = Set.of(
            BuildFacts.class,
            BuildFacts.Branch.class,
            CommandRecord.class,
            ExecutionRecord.class,
            FoundOutputs.class,
            JobRecord.class,
            JobStatus.class,
            LeftOutputs.class,
            OutputRecord.class,
            StatusRecord.class);

    private static final String[] JENKINS = {"hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke.."};

    @ArchTest
    void shouldFollowTheArrows(JavaClasses plugin) {
        ARROWS.forEach((from, to) -> {
            List<String> allowed = new ArrayList<>(List.of(all(from), all("engine")));
            to.forEach(name -> allowed.add(all(name)));
            noClasses()
                    .that()
                    .resideInAPackage(all(from))
                    .should()
                    .dependOnClassesThat(resideInAPackage(PLUGIN + "..")
                            .and(not(resideInAnyPackage(allowed.toArray(String[]::new)))))
                    .as("package " + from + " uses only the engine and " + to)
                    .check(plugin);
        });
    }

    /** A package without arrows would be free to use anything. */
    @ArchTest
    static final ArchRule shouldDrawArrowsForEveryPackage = classes()
            .should()
            .resideInAnyPackage(
                    ARROWS.keySet().stream().map(ArchitectureTest::all).toArray(String[]::new));

    @ArchTest
    static final ArchRule shouldHaveNoCycles =
            slices().matching(PLUGIN + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule shouldKeepJenkinsOutOfScriptsAndDispatching = noClasses()
            .that()
            .resideInAnyPackage(all("script"), all("dispatch"))
            .or(areDispatchedValues())
            .should()
            .dependOnClassesThat(resideInAnyPackage(JENKINS));

    @ArchTest
    static final ArchRule shouldDispatchBehindAPort = noClasses()
            .that()
            .resideInAPackage(all("dispatch"))
            .should()
            .dependOnClassesThat(resideInAPackage(all("record")).and(not(areDispatchedValues())));

    @Test
    void shouldKeepThePortOfDispatchingSmall() {
        assertThat(JobStatusStore.class.getMethods()).hasSizeLessThanOrEqualTo(5);
    }

    private static DescribedPredicate<JavaClass> areDispatchedValues() {
        return describe(
                "are the plain values of the record",
                type -> DISPATCHED_VALUES.stream().anyMatch(value -> type.isEquivalentTo(value)));
    }

    /** Listeners and pages use the reporter, which does not know them. */
    @ArchTest
    static final ArchRule shouldKeepListenersAndPagesOutOfTheReporter = noClasses()
            .that()
            .resideInAPackage(PLUGIN + ".reporting")
            .should()
            .dependOnClassesThat(resideInAnyPackage(all("reporting.events"), all("reporting.pages")));

    /** Plans and verdicts are the only users of GitHub, and what recognizes the builds of its merge queue. */
    @ArchTest
    static final ArchRule shouldAskGithubOnlyWherePlansAndVerdictsAreMade = noClasses()
            .that()
            .resideOutsideOfPackages(all("planning"), all("queue"), all("reporting"), all("engine.github"))
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("org.kohsuke.github..", "org.jenkinsci.plugins.github_branch_source.."));

    private static String all(String name) {
        return PLUGIN + "." + name + "..";
    }
}
