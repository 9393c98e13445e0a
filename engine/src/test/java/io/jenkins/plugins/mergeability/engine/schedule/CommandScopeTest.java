package io.jenkins.plugins.mergeability.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What commands inherit from the blocks around them. */
class CommandScopeTest {

    private static final CommandScope JOB =
            new CommandScope(Map.of("A", "job", "B", "job"), Optional.of("src"), Optional.of(Shell.BASH), false);

    private static BlockOptions options(
            Map<String, String> env, Optional<String> dir, Optional<Shell> shell, boolean allowFailure) {
        return new BlockOptions(Optional.empty(), Optional.empty(), 0, env, dir, shell, allowFailure);
    }

    @Test
    void shouldInheritWhatABlockDoesNotSay() {
        assertThat(JOB.inside(BlockOptions.NONE)).isSameAs(JOB);
        assertThat(JOB.inside(options(Map.of(), Optional.empty(), Optional.empty(), false)))
                .isEqualTo(JOB);
    }

    @Test
    void shouldRunAtTheRootOrFromTheTop() {
        assertThat(JOB.directory("air")).isEqualTo("air/src");
        assertThat(JOB.directory(".")).isEqualTo("src");
        assertThat(in("/").directory("air")).isEqualTo(".");
        assertThat(in("/tools").directory("air")).isEqualTo("tools");
        assertThat(in(".").directory("air")).isEqualTo("air");
        assertThat(new CommandScope(Map.of(), Optional.empty(), Optional.empty(), false).directory("."))
                .isEqualTo(".");
    }

    private static CommandScope in(String dir) {
        return new CommandScope(Map.of(), Optional.of(dir), Optional.empty(), false);
    }

    @Test
    void shouldLetTheInnermostBlockDecide() {
        CommandScope scope =
                JOB.inside(options(Map.of("B", "block", "C", "block"), Optional.of("lib"), Optional.empty(), false));

        assertThat(scope.env()).containsOnly(Map.entry("A", "job"), Map.entry("B", "block"), Map.entry("C", "block"));
        assertThat(scope.dir()).contains("lib");
        assertThat(scope.shell()).contains(Shell.BASH);
        assertThat(scope.inside(options(Map.of(), Optional.empty(), Optional.of(Shell.SH), false))
                        .shell())
                .contains(Shell.SH);
    }

    @Test
    void shouldAllowFailuresWhereAnyBlockAroundDoes() {
        CommandScope allowed = JOB.inside(options(Map.of(), Optional.empty(), Optional.empty(), true));

        assertThat(JOB.allowed()).isFalse();
        assertThat(allowed.allowed()).isTrue();
        assertThat(allowed.inside(options(Map.of(), Optional.empty(), Optional.empty(), false))
                        .allowed())
                .isTrue();
    }
}
