package io.jenkins.plugins.mergeability.engine.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.History;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanScopesTest {

    private static final String PATH = "components.yaml";
    private static final String BEFORE = "components: {air: {jobs: {test: old}}, water: {}}";
    private static final String AFTER = "components: {air: {jobs: {test: new}}, water: {}}";

    @Test
    void shouldTellWhichComponentsAChangedMapDefinesAnew() throws Exception {
        assertThat(PlanScopes.of(history(BEFORE, PATH, "x"), PATH, PATH, map(AFTER)))
                .isEqualTo(new PlanScope.Changed(List.of(PATH, "x"), Set.of("air"), PATH));
    }

    @Test
    void shouldNotAskForTheMapBeforeIfItsPathHasNotChanged() throws Exception {
        assertThat(PlanScopes.of(history("nonsense", "x"), PATH, PATH, map(AFTER)))
                .isEqualTo(new PlanScope.Changed(List.of("x"), Set.of(), PATH));
    }

    @Test
    void shouldCompareAMapFromElsewhereThoughItsPathHasNotChanged() throws Exception {
        assertThat(PlanScopes.ofAnyMap(history(BEFORE, "x"), PATH, PATH, map(AFTER)))
                .isEqualTo(new PlanScope.Changed(List.of("x"), Set.of("air"), PATH));
        assertThat(PlanScopes.ofAnyMap(history(AFTER, PATH), PATH, PATH, map(AFTER)))
                .isEqualTo(new PlanScope.Changed(List.of(PATH), Set.of(), PATH));
    }

    @Test
    void shouldCompareAMapThatIsInNoRepositoryWithNothing() throws Exception {
        assertThat(PlanScopes.ofAnyMap(history(BEFORE, "x"), "inline", "", map(AFTER)))
                .isEqualTo(new PlanScope.Changed(List.of("x"), Set.of(), ""));
    }

    @Test
    void shouldTakeEverythingWhereTheMapsCannotBeCompared() throws Exception {
        assertThat(PlanScopes.of(history(null, PATH), PATH, PATH, map(AFTER)))
                .isEqualTo(new PlanScope.Everything("the component map is new"));
        assertThat(PlanScopes.of(history("nonsense", PATH), PATH, PATH, map(AFTER)))
                .isEqualTo(new PlanScope.Everything(
                        "the component map could not be used at the base, so nothing is known of then"));
        assertThat(PlanScopes.of(history("ignore: [z]\n" + BEFORE, PATH), PATH, PATH, map(AFTER)))
                .isEqualTo(new PlanScope.Everything("`ignore` has changed in the component map"));
    }

    @Test
    void shouldPassOnWhyEverythingHasChanged() throws Exception {
        Change all =
                new Change(List.of(), Optional.of("no base"), Optional.empty(), Optional.of("head"), false, List.of());

        assertThat(PlanScopes.of(new Told(all, null), PATH, PATH, map(AFTER)))
                .isEqualTo(new PlanScope.Everything("no base"));
        assertThat(PlanScopes.ofAnyMap(new Told(all, null), PATH, PATH, map(AFTER)))
                .isEqualTo(new PlanScope.Everything("no base"));
    }

    @Test
    void shouldTakeEverythingWhereOnlyPathsAreKnown() throws Exception {
        Change paths =
                new Change(List.of(PATH), Optional.empty(), Optional.empty(), Optional.of("head"), false, List.of());

        assertThat(PlanScopes.of(new Told(paths, BEFORE), PATH, PATH, map(AFTER)))
                .isEqualTo(new PlanScope.Everything(
                        "the component map has changed, and there is no base to compare it with"));
    }

    private static History history(String mapBefore, String... paths) {
        Change change = new Change(
                List.of(paths), Optional.empty(), Optional.of("base"), Optional.of("head"), false, List.of());
        return new Told(change, mapBefore);
    }

    private static ComponentMap map(String text) throws Exception {
        return MapReader.read(PATH, text.getBytes(UTF_8));
    }

    /** A history of which all is told beforehand. */
    private record Told(Change change, String mapBefore) implements History {

        @Override
        public Snapshot snapshot() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<byte[]> file(String commit, String path) {
            assertThat(commit).isEqualTo("base");
            assertThat(path).isEqualTo(PATH);
            return Optional.ofNullable(mapBefore).map(text -> text.getBytes(UTF_8));
        }
    }
}
