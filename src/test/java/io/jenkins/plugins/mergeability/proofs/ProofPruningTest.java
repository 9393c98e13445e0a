package io.jenkins.plugins.mergeability.proofs;

import static io.jenkins.plugins.mergeability.proofs.Proven.hash;
import static io.jenkins.plugins.mergeability.proofs.Proven.passed;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.TaskListener;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofPruningTest {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final String URL = "https://github.com/acme/shop";
    private static final ProvenCommit COMMIT = new ProvenCommit("0".repeat(40), "", Optional.empty());

    private static final Scope MAIN = new Scope(Scope.Kind.PRIMARY, "main");
    private static final Scope FORK = new Scope(Scope.Kind.PULL_REQUEST, "pull request 1");

    @TempDir
    Path home;

    private ControllerProofStores stores;
    private ProofStore main;
    private ProofStore fork;

    @BeforeEach
    void open() {
        stores = new ControllerProofStores(home.resolve("proofs"));
        main = stores.store(URL, MAIN, true);
        fork = stores.store(URL, FORK, true);
    }

    private void pruneIn(Duration later) throws IOException {
        ProofPruning.prune(stores, MONTH, Instant.now().plus(later), TaskListener.NULL);
    }

    @Test
    void shouldDeleteOldProofs() throws IOException {
        Instant now = Instant.now();
        main.record(List.of(passed(1, now.minus(Duration.ofDays(31))), passed(2, now.minus(Duration.ofDays(29)))));
        fork.record(List.of(passed(3, now.minus(Duration.ofDays(31))), passed(4, now)));

        pruneIn(Duration.ZERO);

        assertThat(fork.find(Set.of(hash(1), hash(2), hash(3), hash(4)))).containsOnlyKeys(hash(2), hash(4));
    }

    @Test
    void shouldDeleteUnusedScopes() throws IOException {
        main.record(List.of(passed(1, Instant.now())));
        fork.record(List.of(passed(2, Instant.now())));

        pruneIn(Duration.ofDays(13));
        assertThat(stores.repositories().get(0).privateScopes()).isEqualTo(1);

        pruneIn(Duration.ofDays(15));
        assertThat(stores.repositories().get(0).privateScopes()).isZero();
        assertThat(stores.repositories().get(0).primary()).isEqualTo(1);
        assertThat(fork.find(Set.of(hash(1), hash(2)))).containsOnlyKeys(hash(1));
    }

    @Test
    void shouldDeleteUnusedRepositories() throws IOException {
        main.record(List.of(passed(1, Instant.now())));
        stores.setProvenCommit(URL, "main", COMMIT);

        pruneIn(Duration.ofDays(89));
        assertThat(stores.provenCommit(URL, "main")).hasValue(COMMIT);

        pruneIn(Duration.ofDays(91));
        assertThat(stores.repositories()).isEmpty();
        assertThat(stores.provenCommit(URL, "main")).isEmpty();
    }

    @Test
    void shouldKeepUsedRepositories() throws IOException {
        main.record(List.of(passed(1, Instant.now())));
        Path of = home.resolve("proofs")
                .resolve(DirectoryName.of("github.com/acme/shop"))
                .resolve("owner");
        Files.setLastModifiedTime(of, FileTime.from(Instant.now().minus(Duration.ofDays(91))));
        main.find(Set.of(hash(1)));

        pruneIn(Duration.ZERO);

        assertThat(stores.repositories()).hasSize(1);
    }

    @Test
    void shouldPruneOtherRepositoriesAfterAnError() throws IOException {
        Instant old = Instant.now().minus(Duration.ofDays(31));
        for (String url : List.of("/a", "/b", "/c")) {
            stores.store(url, MAIN, true).record(List.of(passed(1, old)));
        }
        Path file = home.resolve("proofs")
                .resolve(DirectoryName.of("/b"))
                .resolve("scopes")
                .resolve("primary")
                .resolve(DirectoryName.of("main"))
                .resolve("proofs");
        Files.writeString(file, "mergeability-proofs 2\n");
        ByteArrayOutputStream log = new ByteArrayOutputStream();

        ProofPruning.prune(stores, MONTH, Instant.now(), new StreamTaskListener(log, StandardCharsets.UTF_8));

        assertThat(log.toString(StandardCharsets.UTF_8)).contains("ERROR: Cannot prune", "cannot read");
        assertThat(stores.store("/a", MAIN, true).find(Set.of(hash(1)))).isEmpty();
        assertThat(stores.store("/c", MAIN, true).find(Set.of(hash(1)))).isEmpty();
    }
}
