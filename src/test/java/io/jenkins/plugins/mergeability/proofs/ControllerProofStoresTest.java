package io.jenkins.plugins.mergeability.proofs;

import static io.jenkins.plugins.mergeability.proofs.Proven.AIR_TEST;
import static io.jenkins.plugins.mergeability.proofs.Proven.NOON;
import static io.jenkins.plugins.mergeability.proofs.Proven.failed;
import static io.jenkins.plugins.mergeability.proofs.Proven.hash;
import static io.jenkins.plugins.mergeability.proofs.Proven.passed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerProofStoresTest {

    private static final String URL = "https://github.com/acme/shop.git";
    private static final String COMMIT = "5f1d7a84db00d2fce00b31a7fc73224f82e48c11";

    @TempDir
    Path home;

    private ControllerProofStores stores;

    @BeforeEach
    void open() {
        stores = new ControllerProofStores(home.resolve("proofs"));
    }

    private ProofStore trusted() {
        return stores.store(URL, new Trust.Trusted());
    }

    private ProofStore untrusted(String who) {
        return stores.store(URL, new Trust.Untrusted(who));
    }

    @Test
    void shouldShareProofsBetweenUrlsOfARepository() throws IOException {
        trusted().record(List.of(passed(1, NOON)));

        ProofStore other = new ControllerProofStores(home.resolve("proofs"))
                .store("git@github.com:acme/shop.git", new Trust.Trusted());

        assertThat(other.find(Set.of(hash(1)))).containsOnlyKeys(hash(1));
        assertThat(stores.store("https://github.com/acme/shoe", new Trust.Trusted())
                        .find(Set.of(hash(1))))
                .isEmpty();
    }

    @Test
    void shouldNotShareProofsOfUntrustedPullRequests() throws IOException {
        untrusted("PR-1").record(List.of(passed(1, NOON)));

        assertThat(untrusted("PR-1").find(Set.of(hash(1)))).containsOnlyKeys(hash(1));
        assertThat(trusted().find(Set.of(hash(1)))).isEmpty();
        assertThat(trusted().latest(AIR_TEST, 9)).isEmpty();
        assertThat(trusted().latest(Set.of(AIR_TEST))).isEmpty();
        assertThat(untrusted("PR-2").find(Set.of(hash(1)))).isEmpty();
    }

    @Test
    void shouldSeparatePullRequests() throws IOException {
        untrusted("../trusted").record(List.of(passed(1, NOON)));
        untrusted("PR/1").record(List.of(passed(2, NOON)));

        assertThat(trusted().find(Set.of(hash(1), hash(2)))).isEmpty();
        assertThat(untrusted("PR-1").find(Set.of(hash(2)))).isEmpty();
    }

    @Test
    void shouldShareTrustedProofsWithUntrustedPullRequests() throws IOException {
        trusted().record(List.of(passed(1, NOON), passed(2, NOON)));
        untrusted("PR-1").record(List.of(failed(2, NOON.plusSeconds(1)), passed(3, NOON.plusSeconds(2))));

        assertThat(untrusted("PR-1").find(Set.of(hash(1), hash(2), hash(3))))
                .isEqualTo(Map.of(
                        hash(1), new Evidence(passed(1, NOON), 1, 0),
                        hash(2), new Evidence(failed(2, NOON.plusSeconds(1)), 1, 1),
                        hash(3), new Evidence(passed(3, NOON.plusSeconds(2)), 1, 0)));
        assertThat(untrusted("PR-1").latest(AIR_TEST, 2))
                .containsExactly(passed(3, NOON.plusSeconds(2)), failed(2, NOON.plusSeconds(1)));
        assertThat(untrusted("PR-1").latest(Set.of(AIR_TEST)))
                .isEqualTo(Map.of(AIR_TEST, passed(3, NOON.plusSeconds(2))));
    }

    @Test
    void shouldCreateNoFilesForQueries() throws IOException {
        trusted().find(Set.of(hash(1)));
        untrusted("PR-1").latest(AIR_TEST, 1);

        assertThat(stores.provenCommit(URL, "main")).isEmpty();
        assertThat(stores.repositories()).isEmpty();
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void shouldStoreTheProvenCommitOfABranch() throws IOException {
        stores.setProvenCommit(URL, "release/1", "0".repeat(40));
        stores.setProvenCommit(URL, "release/1", COMMIT);

        assertThat(stores.provenCommit("git@github.com:acme/shop.git", "release/1"))
                .hasValue(COMMIT);
        assertThat(stores.provenCommit(URL, "release-1")).isEmpty();
        assertThatThrownBy(() -> stores.setProvenCommit(URL, "main", "--upload-pack=x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldIgnoreADamagedProvenCommit() throws IOException {
        stores.setProvenCommit(URL, "main", COMMIT);
        Path branches = home.resolve("proofs")
                .resolve(DirectoryName.of("github.com/acme/shop"))
                .resolve("branches");
        Files.writeString(branches.resolve(DirectoryName.of("main")), "5f1d7a84\n");

        assertThat(stores.provenCommit(URL, "main")).isEmpty();
    }

    @Test
    void shouldSummarizeRepositories() throws IOException {
        trusted().record(List.of(passed(1, NOON), failed(2, NOON), passed(2, NOON.plusSeconds(1))));
        untrusted("PR-1").record(List.of(passed(3, NOON)));
        stores.setProvenCommit(URL, "main", COMMIT);
        stores.store("/srv/git/other", new Trust.Trusted()).record(List.of(failed(1, NOON)));

        List<StoredRepository> stored = stores.repositories();

        assertThat(stored).extracting(StoredRepository::name).containsExactly("/srv/git/other", "github.com/acme/shop");
        StoredRepository shop = stored.get(1);
        assertThat(shop.proofs()).isEqualTo(3);
        assertThat(shop.flaky()).isEqualTo(1);
        assertThat(shop.untrusted()).isEqualTo(1);
        assertThat(shop.branches()).isEqualTo(1);
        assertThat(shop.bytes()).isPositive();
        assertThat(shop.error()).isNull();
        assertThat(stored.get(0).proofs()).isZero();
    }

    @Test
    void shouldUpdateSummaries() throws IOException {
        trusted().record(List.of(passed(1, NOON)));
        assertThat(stores.repositories()).extracting(StoredRepository::proofs).containsExactly(1);

        trusted().record(List.of(passed(2, NOON)));

        assertThat(stores.repositories()).extracting(StoredRepository::proofs).containsExactly(2);
    }

    @Test
    void shouldReportUnreadableStores() throws IOException {
        trusted().record(List.of(passed(1, NOON)));
        stores.store("/srv/other", new Trust.Trusted()).record(List.of(passed(1, NOON)));
        Path other = home.resolve("proofs").resolve(DirectoryName.of("/srv/other"));
        Files.writeString(other.resolve("trusted").resolve("proofs"), "mergeability-proofs 2\n");

        assertThat(stores.repositories()).extracting(StoredRepository::proofs).containsExactly(0, 1);
        assertThat(stores.repositories().get(0).error()).contains("use the newer version");
    }

    @Test
    void shouldClearARepository() throws IOException {
        ProofStore store = trusted();
        store.record(List.of(passed(1, NOON)));
        stores.setProvenCommit(URL, "main", COMMIT);
        stores.store("/srv/other", new Trust.Trusted()).record(List.of(passed(1, NOON)));
        String id = DirectoryName.of("github.com/acme/shop");

        assertThat(stores.clear(id)).isTrue();

        assertThat(stores.clear(id)).isFalse();
        assertThat(stores.provenCommit(URL, "main")).isEmpty();
        assertThat(stores.repositories()).extracting(StoredRepository::name).containsExactly("/srv/other");
        store.record(List.of(passed(2, NOON)));
        assertThat(store.find(Set.of(hash(1), hash(2)))).containsOnlyKeys(hash(2));
    }

    @Test
    void shouldClearOnlyRepositories() throws IOException {
        trusted().record(List.of(passed(1, NOON)));
        Files.writeString(home.resolve("secret"), "x");

        assertThat(stores.clear("..")).isFalse();
        assertThat(stores.clear("../secret")).isFalse();
        assertThat(stores.clear("")).isFalse();
        assertThat(stores.clear(".")).isFalse();

        assertThat(home.resolve("secret")).exists();
        assertThat(stores.repositories()).hasSize(1);
    }
}
