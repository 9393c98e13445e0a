package io.jenkins.plugins.mergeability.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProvenCommitTest {

    private static ProvenCommit.Around around(
            Map<String, String> variables, Map<String, String> fingerprints, String... informational) {
        return new ProvenCommit.Around(
                new TreeMap<>(variables), new TreeMap<>(fingerprints), List.of(informational), List.of());
    }

    private static ProvenCommit.Around on(String... platforms) {
        return new ProvenCommit.Around(new TreeMap<>(), new TreeMap<>(), List.of(), List.of(platforms));
    }

    @Test
    void shouldBeNoBaseForOtherPlatformsIfItsMapIsForAll() {
        assertThat(proven(on("linux")).difference(on("linux"))).isEmpty();
        assertThat(proven(on()).difference(on("linux"))).isEmpty();
        assertThat(proven(on("linux")).difference(on("linux", "freebsd")))
                .hasValue("the configured platforms differ from those of main #812: freebsd, linux");
    }

    private static ProvenCommit proven(ProvenCommit.Around around) {
        return new ProvenCommit("0".repeat(40), "main #812", Optional.of(around));
    }

    @Test
    void shouldBeABaseForTheSameEnvironment() {
        ProvenCommit.Around around = around(Map.of("MODE", "1"), Map.of("linux", "13"), "b", "a");

        assertThat(proven(around).difference(around(Map.of("MODE", "1"), Map.of("linux", "13"), "a", "b")))
                .isEmpty();
    }

    @Test
    void shouldNameWhatDiffers() {
        ProvenCommit proven = proven(around(Map.of("A", "1", "B", "1", "C", "1"), Map.of("linux", "13"), "next"));

        assertThat(proven.difference(around(Map.of("A", "1", "B", "2", "D", "1"), Map.of("linux", "13"), "next")))
                .hasValue("the environment differs from that of main #812: B, C, D");
        assertThat(proven.difference(
                        around(Map.of("A", "1", "B", "1", "C", "1"), Map.of("linux", "14", "bsd", "1"), "next")))
                .hasValue("the fingerprints of platforms differ from those of main #812: bsd, linux");
        assertThat(proven.difference(around(Map.of("A", "1", "B", "1", "C", "1"), Map.of("linux", "13"))))
                .hasValue("the informational platforms differ from those of main #812: there are none now");
        assertThat(new ProvenCommit("0".repeat(40), "", Optional.empty()).difference(around(Map.of(), Map.of())))
                .hasValue("the environment of the last fully proven commit is not known");
    }
}
