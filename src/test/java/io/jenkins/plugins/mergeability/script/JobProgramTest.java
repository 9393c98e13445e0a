package io.jenkins.plugins.mergeability.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobProgramTest {

    /** The program of the job {@code test} of the component {@code air}, which is in the directory {@code air}. */
    private static Part program(String job) throws Exception {
        String map = "version: 1\ncomponents:\n  air: {jobs: {test: " + job + "}}\n";
        ComponentMap read = MapReader.read("components.yaml", map.getBytes(StandardCharsets.UTF_8));
        Component component = read.components().get("air");
        return JobProgram.of(component, component.jobs().get("test"), Optional.empty());
    }

    private static List<String> names(Part part) {
        return ((Part.Commands) part)
                .commands().stream().map(Part.ScriptCommand::name).toList();
    }

    @Test
    void shouldRunAdjacentCommandsInOneStep() throws Exception {
        Part part = program("[make deps, {sequence: [make, make check], name: all}, make site]");

        assertThat(names(part)).containsExactly("1", "all/1", "all/2", "3");
        assertThat(part.attempts()).isEqualTo(Part.Attempts.ONCE);
    }

    @Test
    void shouldGiveACommandWithATimeoutAStepOfItsOwn() throws Exception {
        Part.Steps part = (Part.Steps) program("[one, {run: two, timeout: 1s, retry: 2, allowFailure: true}, three]");

        assertThat(part.parts())
                .extracting(JobProgramTest::names)
                .containsExactly(List.of("1"), List.of("2"), List.of("3"));
        assertThat(part.parts().get(1).attempts()).isEqualTo(new Part.Attempts(3, 1000, true));
        Part.ScriptCommand command =
                ((Part.Commands) part.parts().get(1)).commands().get(0);
        assertThat(command.retries()).isZero();
        assertThat(command.continueOnFailure()).isFalse();
    }

    @Test
    void shouldRetryOtherCommandsInTheScript() throws Exception {
        Part.Commands part = (Part.Commands) program("[{run: one, retry: 2, allowFailure: true}, two]");

        assertThat(part.commands().get(0).retries()).isEqualTo(2);
        assertThat(part.commands().get(0).continueOnFailure()).isTrue();
        assertThat(part.commands().get(1).continueOnFailure()).isFalse();
    }

    @Test
    void shouldWrapAJobThatIsRetriedOrTimed() throws Exception {
        assertThat(program("{run: make, retry: 1, timeout: 2s}").attempts())
                .isEqualTo(new Part.Attempts(2, 2000, false));
    }

    @Test
    void shouldDivideTheBoundOfAJobAmongNestedParallels() throws Exception {
        Part.Branches outer = (Part.Branches) program(
                "{maxParallel: 4, parallel: {a: {parallel: [x, y, z]}, b: {parallel: [x, y, z], maxParallel: 1}}}");

        assertThat(outer.width()).isEqualTo(2);
        assertThat(outer.names()).containsExactly("a", "b");
        assertThat(outer.parts())
                .extracting(part -> ((Part.Branches) part).width())
                .containsExactly(2, 1);
        assertThat(names(JobProgram.at(outer, "1.2"))).containsExactly("b/3");
        assertThat(JobProgram.at(outer, "")).isSameAs(outer);
        assertThat(JobProgram.positions(outer)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(JobProgram.positions(JobProgram.at(outer, "1"))).containsExactly(4, 5, 6);
    }

    @Test
    void shouldInheritSettingsFromTheBlocksAround() throws Exception {
        Part.Commands part = (Part.Commands)
                program(
                        "{dir: deep, shell: bash, env: {A: a, B: b}, sequence: [one, {run: two, dir: ., env: {B: c}, shell: sh}]}");

        Part.ScriptCommand one = part.commands().get(0);
        Part.ScriptCommand two = part.commands().get(1);
        assertThat(one.dir()).isEqualTo("air/deep");
        assertThat(two.dir()).isEqualTo("air");
        assertThat(one.env()).isEqualTo(Map.of("A", "a", "B", "b"));
        assertThat(two.env()).isEqualTo(Map.of("A", "a", "B", "c"));
        assertThat(one.shell()).contains(Shell.BASH);
        assertThat(two.shell()).contains(Shell.SH);
        assertThat(two.position()).isEqualTo(2);
    }

    @Test
    void shouldFindTheCommandsThatRunFirstAndLast() throws Exception {
        for (String[] job : new String[][] {
            {"{run: one, timeout: 1h}", "0", "0"},
            {"[one, two]", "", ""},
            {"{retry: 1, sequence: [one, {run: two, timeout: 1s}, {parallel: [a, b]}]}", "0.0", null},
            {"{parallel: [a, b]}", null, null},
            {"[{parallel: [a, b]}, {sequence: [{sequence: [c], timeout: 1m}], retry: 1}]", null, "1.0.0"}
        }) {
            Part part = program(job[0]);
            assertThat(JobProgram.first(part)).as(job[0]).isEqualTo(Optional.ofNullable(job[1]));
            assertThat(JobProgram.last(part)).as(job[0]).isEqualTo(Optional.ofNullable(job[2]));
        }
    }

    @Test
    void shouldStopAJobWithoutATimeoutAfterTheDefaultOne() throws Exception {
        for (String[] job : new String[][] {{"run: make", "120"}, {"timeout: 3m, run: make", "3"}}) {
            ComponentMap read = MapReader.read(
                    "components.yaml",
                    ("components: {air: {jobs: {test: {" + job[0] + "}}}}").getBytes(StandardCharsets.UTF_8));
            Component component = read.components().get("air");

            Part program =
                    JobProgram.of(component, component.jobs().get("test"), Optional.of(java.time.Duration.ofHours(2)));

            assertThat(program.attempts().timeoutMillis()).as(job[0]).isEqualTo(Long.parseLong(job[1]) * 60_000);
        }
    }
}
