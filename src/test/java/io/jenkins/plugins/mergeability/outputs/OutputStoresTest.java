package io.jenkins.plugins.mergeability.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.store.Eviction;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directories of outputs, by scope, and what is remembered of a workspace. */
class OutputStoresTest {

    private static final OutputScope PRIMARY = OutputScope.primary("github.com/acme/shop");
    private static final OutputScope BRANCH = OutputScope.other("github.com/acme/shop", "branch x");
    private static final OutputScope PULL = OutputScope.other("github.com/acme/shop", "PR-1");
    private static final OutputDigest A = new OutputDigest("a".repeat(64));
    private static final OutputDigest B = new OutputDigest("b".repeat(64));

    @TempDir
    private Path root;

    @Test
    void shouldReadThePrimaryBranchAndWriteItsOwn() throws Exception {
        put(PRIMARY, A, 1);
        put(PULL, B, 1);

        assertThat(store(PRIMARY).has(A)).isTrue();
        assertThat(store(PULL).has(A)).isTrue();
        assertThat(store(PULL).has(B)).isTrue();
        assertThat(store(PRIMARY).has(B)).isFalse();
        assertThat(store(BRANCH).has(B)).isFalse();
        assertThat(store(OutputScope.primary("github.com/acme/other")).has(A)).isFalse();
    }

    @Test
    void shouldNotStoreWhatThePrimaryBranchHas() throws Exception {
        put(PRIMARY, A, 1);
        put(PULL, A, 1);

        assertThat(store(PULL).list()).isEmpty();
        store(PULL).remove(A);
        assertThat(store(PRIMARY).has(A)).isFalse();
    }

    @Test
    void shouldRemoveThoseOfOthersFirst() throws Exception {
        put(PRIMARY, A, 600);
        put(PULL, B, 600);
        long kept = new OutputDirectories(root)
                .evict(new Eviction(1000, Duration.ofDays(1)), Instant.now(), digest -> false);

        assertThat(kept).isEqualTo(600);
        assertThat(store(PRIMARY).has(A)).isTrue();
        assertThat(store(PULL).has(B)).isFalse();
    }

    @Test
    void shouldEvictOnceAnHour() throws Exception {
        OutputDirectories directories = new OutputDirectories(root);
        Eviction nothing = new Eviction(0, Duration.ofDays(1));
        Instant now = Instant.now();
        directories.evictHourly(nothing, now);
        put(PRIMARY, A, 1);
        directories.evictHourly(nothing, now.plusSeconds(1800));
        assertThat(store(PRIMARY).has(A)).isTrue();
        directories.evictHourly(nothing, now.plusSeconds(3601));
        assertThat(store(PRIMARY).has(A)).isFalse();
    }

    @Test
    void shouldListAndClearRepositories() throws Exception {
        ControllerOutputs outputs = new ControllerOutputs(root);
        put(PRIMARY, A, 10);
        put(PULL, B, 20);
        Instant used = Instant.parse("2026-01-02T03:04:05Z");
        try (var files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".tar")).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(used));
            }
        }
        List<StoredOutputs> repositories = outputs.repositories();

        assertThat(repositories)
                .containsExactly(new StoredOutputs(PRIMARY.directory(), "github.com/acme/shop", 2, 10, 20, used));
        assertThat(outputs.clear("../x")).isFalse();
        assertThat(outputs.clear(PRIMARY.directory())).isTrue();
        assertThat(outputs.repositories()).isEmpty();
    }

    @Test
    void shouldReadWhatWasPlanned() throws Exception {
        PlannedOutputs planned =
                new PlannedOutputs(PULL, Map.of("lib/compile", new PlannedOutputs.Kept(A.hex(), "shop#1", "one")));
        planned.write(root);

        assertThat(PlannedOutputs.read(root)).isEqualTo(planned);
    }

    @Test
    void shouldRememberWhoseOutputsAreInAWorkspace() throws Exception {
        JobKey one = new JobKey("air", "compile", Optional.empty());
        JobKey two = new JobKey("air", "test", Optional.empty());
        JobKey other = new JobKey("air", "compile", Optional.of("windows"));
        WorkspaceOwners owners = new WorkspaceOwners(root, "shop#1/1");
        owners.add(Map.of(one, List.of("out/a", "out/b"), other, List.of("out/c")));
        owners.add(Map.of(two, List.of("out/d")));
        owners.add(Map.of(one, List.of("out/a")));

        assertThat(owners.others(two)).isEqualTo(Map.of("out/a", one));
        assertThat(owners.others(one)).isEqualTo(Map.of("out/d", two));
        assertThat(new WorkspaceOwners(root, "shop#2/1").others(two)).isEmpty();
        Path file = root.resolve("owners");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 2));
        assertThat(owners.others(two)).isEmpty();
    }

    private ScopedOutputStore store(OutputScope scope) {
        return new ScopedOutputStore(root, scope);
    }

    private void put(OutputScope scope, OutputDigest digest, int bytes) throws IOException {
        store(scope).put(digest, out -> out.write(new byte[bytes]));
    }
}
