package io.jenkins.plugins.mergeability.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Platform LINUX = new Platform("linux", "debian", Optional.of(Shell.SH), "13", false);
    private static final Settings GLOBAL = new Settings(
            Map.of("linux", LINUX),
            Map.of("bench", 2),
            "any",
            20,
            OptionalInt.of(8),
            OptionalInt.of(64),
            true,
            Duration.ofDays(30),
            true,
            new ScopeSettings(List.of("main"), true, false));

    private static FolderOverride platforms(Platform... platforms) {
        Map<String, Platform> byName = new LinkedHashMap<>();
        for (Platform platform : platforms) {
            byName.put(platform.name(), platform);
        }
        return new FolderOverride(
                byName,
                Map.of(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                ScopeSettings.Override.NONE);
    }

    private static FolderOverride numbers(String agent, int branches, int parallel, boolean yes) {
        return new FolderOverride(
                Map.of(),
                Map.of(),
                Optional.of(agent),
                OptionalInt.of(branches),
                OptionalInt.of(parallel),
                Optional.of(yes),
                Optional.of(yes),
                ScopeSettings.Override.NONE);
    }

    private static FolderOverride limits(Map<String, Integer> limits) {
        return new FolderOverride(
                Map.of(),
                limits,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                ScopeSettings.Override.NONE);
    }

    @Test
    void shouldMatchNamesOfPrimaryBranches() {
        ScopeSettings scopes = new ScopeSettings(ScopeSettings.names(" release/*  1.x\tv*-lts "), true, false);

        assertThat(scopes.isPrimary("release/2/b")).isTrue();
        assertThat(scopes.isPrimary("1.x")).isTrue();
        assertThat(scopes.isPrimary("v2-lts")).isTrue();
        assertThat(scopes.isPrimary("1ax")).isFalse();
        assertThat(scopes.isPrimary("my/release/2")).isFalse();
        assertThat(scopes.isPrimary("")).isFalse();
        assertThat(ScopeSettings.names(" ")).isEmpty();
    }

    @Test
    void shouldOverrideScopesOfTheParent() {
        ScopeSettings.Override parent =
                new ScopeSettings.Override(Optional.of(List.of("a")), Optional.of(false), Optional.of(true));
        ScopeSettings.Override child =
                new ScopeSettings.Override(Optional.empty(), Optional.of(true), Optional.empty());

        assertThat(ScopeSettings.DEFAULT.with(child.within(parent)))
                .isEqualTo(new ScopeSettings(List.of("a"), true, true));
        assertThat(ScopeSettings.DEFAULT.with(ScopeSettings.Override.NONE)).isEqualTo(ScopeSettings.DEFAULT);
    }

    @Test
    void shouldNotChangeWithoutAnOverride() {
        assertThat(GLOBAL.with(FolderOverride.EMPTY)).isEqualTo(GLOBAL);
    }

    @Test
    void shouldApplyTheOverrideOfAFolder() {
        Settings settings = GLOBAL.with(numbers("big", 5, 0, false));

        assertThat(settings.agent()).isEqualTo("big");
        assertThat(settings.branchesUpTo()).isEqualTo(5);
        assertThat(settings.maxParallel()).isEmpty();
        assertThat(settings.maxParallelOnController()).hasValue(64);
        assertThat(settings.proofs()).isFalse();
        assertThat(settings.abortSuperseded()).isFalse();
    }

    @Test
    void shouldPreferTheNearestFolder() {
        FolderOverride near = platforms(Platform.named("bsd"), Platform.named("linux"));
        FolderOverride far =
                numbers("far", 1, 1, true).within(platforms(new Platform("bsd", "far", Optional.empty(), "", true)));

        Settings settings = GLOBAL.with(near.within(far));

        assertThat(settings.platform("bsd")).isEqualTo(Platform.named("bsd"));
        assertThat(settings.platform("linux").label()).isEqualTo("linux");
        assertThat(settings.agent()).isEqualTo("far");
    }

    @Test
    void shouldPreferGlobalLimits() {
        FolderOverride folder = limits(Map.of("bench", 9, "license", 3));

        assertThat(GLOBAL.with(folder).limit("bench")).isEqualTo(2);
        assertThat(GLOBAL.with(folder).limit("license")).isEqualTo(3);
        assertThat(GLOBAL.with(limits(Map.of("license", 4)).within(folder)).limit("license"))
                .isEqualTo(4);
        assertThat(GLOBAL.limit("unknown")).isEqualTo(1);
    }

    @Test
    void shouldContainOnlyConfiguredFingerprints() {
        assertThat(GLOBAL.with(platforms(Platform.named("bsd"))).fingerprints()).isEqualTo(Map.of("linux", "13"));
    }

    @Test
    void shouldUseTheNameOfAnUnknownPlatformAsLabel() {
        assertThat(GLOBAL.platform("plan9")).isEqualTo(new Platform("plan9", "plan9", Optional.empty(), "", false));
    }
}
