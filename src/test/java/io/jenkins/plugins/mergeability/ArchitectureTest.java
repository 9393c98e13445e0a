package io.jenkins.plugins.mergeability;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The arrows between the packages of the plugin, and where what is used. */
@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String PLUGIN = "io.jenkins.plugins.mergeability";

    /** Each package with those it may use beside the engine, which all may use and which uses none of them. */
    private static final Map<String, List<String>> ARROWS = Map.of(
            "engine", List.of(),
            "config", List.of(),
            "proofs", List.of("config"),
            "record", List.of(),
            "planning", List.of("config", "proofs"),
            "pulls", List.of("record", "reporting"),
            "reporting", List.of("config", "record"),
            "step", List.of("config", "planning", "proofs", "record"),
            "view", List.of("config", "proofs", "record"));

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

    /** Listeners and pages use the reporter, which does not know them. */
    @ArchTest
    static final ArchRule shouldKeepListenersAndPagesOutOfTheReporter = noClasses()
            .that()
            .resideInAPackage(PLUGIN + ".reporting")
            .should()
            .dependOnClassesThat(resideInAnyPackage(all("reporting.events"), all("reporting.pages")));

    /** What GitHub says is asked where plans are made, and what verdicts need of it where it is reported. */
    @ArchTest
    static final ArchRule shouldAskGithubOnlyWherePlansAndVerdictsAreMade = noClasses()
            .that()
            .resideOutsideOfPackages(all("planning"), all("reporting"), all("engine.github"))
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("org.kohsuke.github..", "org.jenkinsci.plugins.github_branch_source.."));

    private static String all(String name) {
        return PLUGIN + "." + name + "..";
    }
}
