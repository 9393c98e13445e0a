package io.jenkins.plugins.mergeability.engine.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.History;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockFileCache;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockFileReader;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanScopesTest {

    private static final String PATH = "components.yaml";
    private static final String BEFORE = "components: {air: {jobs: {test: old}}, water: {}}";
    private static final String AFTER = "components: {air: {jobs: {test: new}}, water: {}}";

    @Test
    void shouldCompareWithTheStateAtTheBaseIfTheMapMeansSomethingElse() throws Exception {
        PlanScope.Changed changed = changed(scope(history(BEFORE, PATH, "x"), PATH, AFTER));

        assertThat(changed.bases().get(0).map()).isEqualTo(map(BEFORE));
        assertThat(changed.bases().get(0).files().claimedBy(0)).isNotEmpty();
        assertThat(changed.files().unclaimed().named()).containsExactly("x");
    }

    @Test
    void shouldNotAskForTheMapBeforeIfItsPathHasNotChanged() throws Exception {
        assertThat(changed(scope(history("nonsense", "x"), PATH, AFTER)).bases())
                .isEmpty();
    }

    @Test
    void shouldCompareAMapFromElsewhereThoughItsPathHasNotChanged() throws Exception {
        assertThat(changed(anyMap(history(BEFORE, "x"), PATH)).bases()).isNotEmpty();
        assertThat(changed(anyMap(history(AFTER, PATH), PATH)).bases()).isEmpty();
        assertThat(changed(anyMap(history("# " + PATH + "\n" + AFTER, PATH), PATH))
                        .bases())
                .isEmpty();
    }

    @Test
    void shouldCompareAMapThatIsInNoRepositoryWithNothing() throws Exception {
        assertThat(changed(anyMap(history(BEFORE, "x"), "")).bases()).isEmpty();
    }

    @Test
    void shouldLeaveDeletedPathsToWhoClaimedThemAtTheBase() throws Exception {
        String before = BEFORE.replace("water", "gone");
        PlanScope.Changed changed = changed(scope(history(before, PATH, "gone/f", "nobodys"), PATH, AFTER));

        assertThat(changed.files().unclaimed().named()).containsExactly("nobodys");
    }

    @Test
    void shouldBoundWhatIsKeptOfChangedPaths() throws Exception {
        String[] many = new String[10_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = (i % 2 == 0 ? "air/" : "") + "d".repeat(3_000) + i;
        }

        ChangedFiles files = changed(scope(history(BEFORE, many), PATH, AFTER)).files();

        assertThat(files.components().get("air").count()).isEqualTo(5_000);
        assertThat(files.unclaimed().count()).isEqualTo(5_000);
        assertThat(files.toString()).hasSizeLessThan(150_000);
    }

    @Test
    void shouldTakeEverythingWhereTheMapsCannotBeCompared() throws Exception {
        assertThat(scope(history(null, PATH), PATH, AFTER))
                .isEqualTo(new PlanScope.Everything("the component map is new"));
        assertThat(scope(history("nonsense", PATH), PATH, AFTER))
                .isEqualTo(new PlanScope.Everything(
                        "the component map could not be used at the base, so nothing is known of then"));
    }

    @Test
    void shouldPassOnWhyEverythingHasChanged() throws Exception {
        Change all = new Change(List.of(), Optional.of("no base"), List.of(), Optional.of("head"), false, List.of());

        assertThat(scope(new FixedHistory(all, null), PATH, AFTER)).isEqualTo(new PlanScope.Everything("no base"));
        assertThat(anyMap(new FixedHistory(all, null), PATH)).isEqualTo(new PlanScope.Everything("no base"));
    }

    @Test
    void shouldTakeEverythingWhereOnlyPathsAreKnown() throws Exception {
        Change paths = new Change(List.of(PATH), Optional.empty(), List.of(), Optional.of("head"), false, List.of());

        assertThat(scope(new FixedHistory(paths, BEFORE), PATH, AFTER))
                .isEqualTo(new PlanScope.Everything(
                        "the component map has changed, and there is no base to compare it with"));
    }

    private static History history(String mapBefore, String... paths) {
        Change change =
                new Change(List.of(paths), Optional.empty(), List.of("base"), Optional.of("head"), false, List.of());
        return new FixedHistory(change, mapBefore);
    }

    private static PlanScope scope(History history, String path, String after) throws Exception {
        return PlanScopes.of(
                new LockFileReader(history, LockFileCache.NONE), PATH, path, map(after), MapFiles.of(map(after)));
    }

    private static PlanScope anyMap(History history, String path) throws Exception {
        return PlanScopes.ofAnyMap(
                new LockFileReader(history, LockFileCache.NONE), PATH, path, map(AFTER), MapFiles.of(map(AFTER)));
    }

    private static PlanScope.Changed changed(PlanScope scope) {
        return (PlanScope.Changed) scope;
    }

    private static ComponentMap map(String text) throws Exception {
        return MapReader.read(PATH, text.getBytes(UTF_8));
    }

    /** A history with fixed answers. */
    private record FixedHistory(Change change, String mapBefore) implements History {

        @Override
        public Optional<byte[]> content(String path, Snapshot.Entry entry, int mostBytes) {
            throw new AssertionError("no lock file is named");
        }

        @Override
        public Snapshot snapshot() {
            return new Snapshot.Builder(40, 0).build();
        }

        @Override
        public Snapshot snapshot(String commit) {
            return snapshot();
        }

        @Override
        public Optional<byte[]> file(String commit, String path) {
            assertThat(commit).isEqualTo("base");
            assertThat(path).isEqualTo(PATH);
            return Optional.ofNullable(mapBefore).map(text -> text.getBytes(UTF_8));
        }
    }
}
