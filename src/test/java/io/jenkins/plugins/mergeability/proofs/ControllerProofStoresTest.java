package io.jenkins.plugins.mergeability.proofs;

import static io.jenkins.plugins.mergeability.proofs.Proven.AIR_TEST;
import static io.jenkins.plugins.mergeability.proofs.Proven.NOON;
import static io.jenkins.plugins.mergeability.proofs.Proven.failed;
import static io.jenkins.plugins.mergeability.proofs.Proven.hash;
import static io.jenkins.plugins.mergeability.proofs.Proven.passed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControllerProofStoresTest {

    private static final String URL = "https://github.com/acme/shop.git";
    private static final String COMMIT = "5f1d7a84db00d2fce00b31a7fc73224f82e48c11";

    private static final Scope MAIN = new Scope(Scope.Kind.PRIMARY, "main");

    private static final ProvenCommit PROVEN = proven(COMMIT);

    @TempDir
    Path home;

    private ControllerProofStores stores;

    @BeforeEach
    void open() {
        stores = new ControllerProofStores(home.resolve("proofs"));
    }

    private static ProvenCommit proven(String commit) {
        return new ProvenCommit(
                commit,
                "main #812",
                Optional.of(new ProvenCommit.Around(
                        new TreeMap<>(Map.of("MODE", "01ab", "odd\nname", "\"")),
                        new TreeMap<>(Map.of("linux", "13")),
                        List.of("next"),
                        List.of("linux"))));
    }

    private ProofStore store(Scope.Kind kind, String name) {
        return stores.store(URL, new Scope(kind, name), true);
    }

    private ProofStore main() {
        return stores.store(URL, MAIN, true);
    }

    private ProofStore branch() {
        return store(Scope.Kind.BRANCH, "topic");
    }

    private ProofStore fork() {
        return store(Scope.Kind.PULL_REQUEST, "pull request 1");
    }

    private ProofStore job() {
        return store(Scope.Kind.JOB, "nightly");
    }

    @Test
    void shouldShareProofsBetweenUrlsOfARepository() throws IOException {
        main().record(List.of(passed(1, NOON)));

        ProofStore other =
                new ControllerProofStores(home.resolve("proofs")).store("git@github.com:acme/shop.git", MAIN, true);

        assertThat(other.find(Set.of(hash(1)))).containsOnlyKeys(hash(1));
        assertThat(stores.store("https://github.com/acme/shoe", MAIN, true).find(Set.of(hash(1))))
                .isEmpty();
    }

    /** The columns are the scopes that record, the rows those that read. */
    @ParameterizedTest
    @CsvSource({
        "PRIMARY,      main,           true,  true,  false, false",
        "PRIMARY,      release/1,      true,  true,  false, false",
        "BRANCH,       topic,          true,  true,  false, false",
        "BRANCH,       pull request 7, true,  true,  false, false",
        "PULL_REQUEST, pull request 1, true,  true,  true,  false",
        "PULL_REQUEST, pull request 2, true,  true,  false, false",
        "JOB,          nightly,        true,  true,  false, true",
        "JOB,          weekly,         true,  true,  false, false",
    })
    void shouldReadScopes(Scope.Kind kind, String name, boolean main, boolean branch, boolean fork, boolean job)
            throws IOException {
        main().record(List.of(passed(1, NOON)));
        branch().record(List.of(passed(2, NOON)));
        fork().record(List.of(passed(3, NOON)));
        job().record(List.of(passed(4, NOON)));

        Set<InputHash> found = store(kind, name)
                .find(Set.of(hash(1), hash(2), hash(3), hash(4)))
                .keySet();

        assertThat(found.contains(hash(1))).isEqualTo(main);
        assertThat(found.contains(hash(2))).isEqualTo(branch);
        assertThat(found.contains(hash(3))).isEqualTo(fork);
        assertThat(found.contains(hash(4))).isEqualTo(job);
    }

    @Test
    void shouldNotReadOtherBranchesIfThatIsOff() throws IOException {
        main().record(List.of(passed(1, NOON)));
        branch().record(List.of(passed(2, NOON)));
        Set<InputHash> both = Set.of(hash(1), hash(2));

        assertThat(stores.store(URL, MAIN, false).find(both)).containsOnlyKeys(hash(1));
        assertThat(stores.store(URL, new Scope(Scope.Kind.BRANCH, "other"), false)
                        .find(both))
                .containsOnlyKeys(hash(1));
        assertThat(stores.store(URL, new Scope(Scope.Kind.BRANCH, "topic"), false)
                        .find(both))
                .containsOnlyKeys(hash(1), hash(2));
    }

    @Test
    void shouldSeparateNames() throws IOException {
        store(Scope.Kind.PULL_REQUEST, "../primary/main").record(List.of(passed(1, NOON)));
        store(Scope.Kind.PULL_REQUEST, "PR/1").record(List.of(passed(2, NOON)));

        assertThat(main().find(Set.of(hash(1), hash(2)))).isEmpty();
        assertThat(store(Scope.Kind.PULL_REQUEST, "PR-1").find(Set.of(hash(2)))).isEmpty();
    }

    @Test
    void shouldReadOnlyPassesOfOtherScopes() throws IOException {
        branch().record(List.of(failed(1, NOON), passed(2, NOON), passed(3, NOON), failed(3, NOON.plusSeconds(1))));
        store(Scope.Kind.BRANCH, "other").record(List.of(failed(2, NOON.plusSeconds(9))));

        assertThat(main().find(Set.of(hash(1), hash(2), hash(3))))
                .as("a failure elsewhere only makes a pass flaky, and a scope proves nothing after a failure")
                .isEqualTo(Map.of(hash(2), new Evidence(passed(2, NOON), 1, 1)));
    }

    @Test
    void shouldPreferOutcomesOfTheScope() throws IOException {
        fork().record(List.of(failed(1, NOON), passed(2, NOON)));
        main().record(List.of(passed(1, NOON.plusSeconds(1)), failed(2, NOON.plusSeconds(1))));

        assertThat(fork().find(Set.of(hash(1), hash(2))))
                .isEqualTo(Map.of(
                        hash(1), new Evidence(failed(1, NOON), 1, 1),
                        hash(2), new Evidence(passed(2, NOON), 1, 1)));
    }

    @Test
    void shouldTakeTheNewestOutcomeOfAllPrimaryBranches() throws IOException {
        store(Scope.Kind.PRIMARY, "release/1").record(List.of(failed(1, NOON.plusSeconds(1))));
        main().record(List.of(passed(1, NOON)));

        assertThat(main().find(Set.of(hash(1))).get(hash(1)).proven()).isFalse();
        assertThat(branch().find(Set.of(hash(1)))).isEmpty();
    }

    @Test
    void shouldReturnTheNewestOutcomesOfTheBranchOrOfAll() throws IOException {
        main().record(List.of(passed(1, NOON), failed(2, NOON.plusSeconds(2))));
        branch().record(List.of(passed(3, NOON.plusSeconds(1))));

        assertThat(branch().latest(AIR_TEST, 9)).containsExactly(passed(3, NOON.plusSeconds(1)));
        assertThat(branch().latest(Set.of(AIR_TEST))).isEqualTo(Map.of(AIR_TEST, passed(3, NOON.plusSeconds(1))));
        ProofStore all = stores.newest(URL, new Scope(Scope.Kind.BRANCH, "topic"));
        assertThat(all.latest(AIR_TEST, 2))
                .containsExactly(failed(2, NOON.plusSeconds(2)), passed(3, NOON.plusSeconds(1)));
        assertThat(all.latest(Set.of(AIR_TEST))).isEqualTo(Map.of(AIR_TEST, failed(2, NOON.plusSeconds(2))));
    }

    @Test
    void shouldReadTheScopeThatItPrints() {
        Scope scope = new Scope(Scope.Kind.PULL_REQUEST, "pull: request 1");

        assertThat(Scope.parse(scope.toString())).isEqualTo(scope);
        assertThatThrownBy(() -> Scope.parse("PR-1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldCreateNoFilesForQueries() throws IOException {
        main().find(Set.of(hash(1)));
        fork().latest(AIR_TEST, 1);

        assertThat(stores.provenCommit(URL, "main")).isEmpty();
        assertThat(stores.repositories()).isEmpty();
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void shouldStoreTheProvenCommitOfABranch() throws IOException {
        stores.setProvenCommit(URL, "release/1", proven("0".repeat(40)));
        stores.setProvenCommit(URL, "release/1", PROVEN);

        assertThat(stores.provenCommit("git@github.com:acme/shop.git", "release/1"))
                .hasValue(PROVEN);
        assertThat(stores.provenCommit(URL, "release-1")).isEmpty();
        assertThatThrownBy(() -> stores.setProvenCommit(URL, "main", proven("--upload-pack=x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadACommitWithoutItsEnvironment() throws IOException {
        stores.setProvenCommit(URL, "main", new ProvenCommit(COMMIT, "", Optional.empty()));

        assertThat(stores.provenCommit(URL, "main")).hasValue(new ProvenCommit(COMMIT, "", Optional.empty()));
    }

    @Test
    void shouldIgnoreADamagedProvenCommit() throws IOException {
        stores.setProvenCommit(URL, "main", PROVEN);
        Path branches = home.resolve("proofs")
                .resolve(DirectoryName.of("github.com/acme/shop"))
                .resolve("branches");
        for (String damaged :
                List.of("5f1d7a84\n", COMMIT + "\nmain\nmain #8\n{\"vari", COMMIT + "\nmain\nmain #8\n")) {
            Files.writeString(branches.resolve(DirectoryName.of("main")), damaged);

            assertThat(stores.provenCommit(URL, "main")).isEmpty();
        }
    }

    @Test
    void shouldSummarizeRepositories() throws IOException {
        main().record(List.of(passed(1, NOON), failed(2, NOON), passed(2, NOON.plusSeconds(1))));
        fork().record(List.of(passed(3, NOON)));
        stores.setProvenCommit(URL, "main", PROVEN);
        stores.store("/srv/git/other", MAIN, true).record(List.of(failed(1, NOON)));

        List<StoredRepository> stored = stores.repositories();

        assertThat(stored).extracting(StoredRepository::name).containsExactly("/srv/git/other", "github.com/acme/shop");
        StoredRepository shop = stored.get(1);
        assertThat(shop.proofs()).isEqualTo(3);
        assertThat(shop.flaky()).isEqualTo(1);
        assertThat(shop.primary()).isEqualTo(1);
        assertThat(shop.branches()).isZero();
        assertThat(shop.privateScopes()).isEqualTo(1);
        assertThat(shop.bytes()).isPositive();
        assertThat(shop.error()).isNull();
        assertThat(stored.get(0).proofs()).isZero();
    }

    @Test
    void shouldUpdateSummaries() throws IOException {
        main().record(List.of(passed(1, NOON)));
        assertThat(stores.repositories()).extracting(StoredRepository::proofs).containsExactly(1);

        main().record(List.of(passed(2, NOON)));

        assertThat(stores.repositories()).extracting(StoredRepository::proofs).containsExactly(2);
    }

    @Test
    void shouldReportUnreadableStores() throws IOException {
        main().record(List.of(passed(1, NOON)));
        stores.store("/srv/other", MAIN, true).record(List.of(passed(1, NOON)));
        Path other = home.resolve("proofs").resolve(DirectoryName.of("/srv/other"));
        Files.writeString(
                other.resolve("scopes")
                        .resolve("primary")
                        .resolve(DirectoryName.of("main"))
                        .resolve("proofs"),
                "mergeability-proofs 2\n");

        assertThat(stores.repositories()).extracting(StoredRepository::proofs).containsExactly(0, 1);
        assertThat(stores.repositories().get(0).error()).contains("use the newer version");
    }

    @Test
    void shouldClearARepository() throws IOException {
        ProofStore store = main();
        store.record(List.of(passed(1, NOON)));
        stores.setProvenCommit(URL, "main", PROVEN);
        stores.store("/srv/other", MAIN, true).record(List.of(passed(1, NOON)));
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
        main().record(List.of(passed(1, NOON)));
        Files.writeString(home.resolve("secret"), "x");

        assertThat(stores.clear("..")).isFalse();
        assertThat(stores.clear("../secret")).isFalse();
        assertThat(stores.clear("")).isFalse();
        assertThat(stores.clear(".")).isFalse();

        assertThat(home.resolve("secret")).exists();
        assertThat(stores.repositories()).hasSize(1);
    }
}
