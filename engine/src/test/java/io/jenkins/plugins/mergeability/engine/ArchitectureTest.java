package io.jenkins.plugins.mergeability.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The arrows between the packages of the engine, and what may be used where. */
@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ENGINE = "io.jenkins.plugins.mergeability.engine";

    /** Each package with those it may use; `cli` may use all. An arrow that is not drawn here must not be taken. */
    private static final Map<String, List<String>> ARROWS = new TreeMap<>(Map.of(
            "glob", List.of(),
            "map", List.of("glob"),
            "change", List.of("glob", "map"),
            "proof", List.of("map"),
            "plan", List.of("change", "glob", "map", "proof"),
            "run", List.of("map", "plan", "proof"),
            "verdict", List.of("map"),
            "github", List.of("glob", "map", "verdict"),
            "outbox", List.of("github", "verdict"),
            "report", List.of("change", "glob", "map", "plan", "proof", "run", "verdict")));

    @ArchTest
    void shouldFollowTheArrows(JavaClasses engine) {
        for (Map.Entry<String, List<String>> arrow : ARROWS.entrySet()) {
            List<String> allowed = new ArrayList<>(List.of(arrow.getKey()));
            allowed.addAll(arrow.getValue());
            String[] packages = allowed.stream().map(ArchitectureTest::all).toArray(String[]::new);
            rule(noClasses()
                            .that()
                            .resideInAPackage(all(arrow.getKey()))
                            .should()
                            .dependOnClassesThat(
                                    resideInAPackage(ENGINE + "..").and(not(resideInAnyPackage(packages))))
                            .as("package " + arrow.getKey() + " uses only " + arrow.getValue() + " of the engine"))
                    .check(engine);
        }
    }

    /** A package without arrows would be free to use anything. */
    @ArchTest
    static final ArchRule shouldDrawArrowsForEveryPackage = classes().should().resideInAnyPackage(known());

    @ArchTest
    static final ArchRule shouldHaveNoCycles =
            rule(slices().matching(ENGINE + ".(*)..").should().beFreeOfCycles());

    @ArchTest
    static final ArchRule shouldNotKnowJenkins = rule(noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke.stapler..")));

    @ArchTest
    static final ArchRule shouldTalkToGithubInOnePlace = onlyIn("github", "org.kohsuke..");

    @ArchTest
    static final ArchRule shouldReadTheCommandLineInOnePlace = onlyIn("cli", "picocli..");

    @ArchTest
    static final ArchRule shouldReadYamlInOnePlace = onlyIn("map", "org.yaml..");

    @ArchTest
    static final ArchRule shouldWriteJsonWhereItIsReportedOrKept = rule(noClasses()
            .that()
            .resideOutsideOfPackages(all("report"), all("cli"), all("outbox"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.."));

    @ArchTest
    static final ArchRule shouldEndTheProcessInOnePlace = rule(noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ENGINE + ".cli.Main")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class));

    /** A stack trace is for who asks for it, on a stream that is named. */
    @ArchTest
    static final ArchRule shouldTellUsersAndNotALog = rule(noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..")
            .orShould()
            .callMethodWhere(describe("a bare printStackTrace()", ArchitectureTest::printsBareStackTrace)));

    private static boolean printsBareStackTrace(JavaMethodCall call) {
        return call.getName().equals("printStackTrace")
                && call.getTarget().getRawParameterTypes().isEmpty()
                && call.getTargetOwner().isAssignableTo(Throwable.class);
    }

    private static ArchRule onlyIn(String place, String library) {
        return rule(noClasses()
                .that()
                .resideOutsideOfPackage(all(place))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library));
    }

    /** A rule that also holds while there is nothing it applies to: packages are built one after the other. */
    private static ArchRule rule(ArchRule rule) {
        return rule.allowEmptyShould(true);
    }

    private static String[] known() {
        List<String> known = new ArrayList<>(List.of(all("cli")));
        ARROWS.keySet().forEach(name -> known.add(all(name)));
        return known.toArray(String[]::new);
    }

    private static String all(String name) {
        return ENGINE + "." + name + "..";
    }
}
