package io.jenkins.plugins.mergeability.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryNameTest {

    @Test
    void shouldBeReadable() {
        assertThat(DirectoryName.of("github.com/acme/shop")).matches("github\\.com-acme-shop-[0-9a-f]{24}");
        assertThat(DirectoryName.of("PR-17")).startsWith("PR-17-");
    }

    @Test
    void shouldBeUnique() {
        assertThat(DirectoryName.of("a/b")).isNotEqualTo(DirectoryName.of("a-b"));
        assertThat(DirectoryName.of("shop")).isNotEqualToIgnoringCase(DirectoryName.of("Shop"));
        assertThat(DirectoryName.of("a".repeat(100) + "b")).isNotEqualTo(DirectoryName.of("a".repeat(100) + "c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "../../etc/passwd", "/", "\\", "a\0b", "con", "nul.txt", "ünï/côdé", "-rf", "x "})
    void shouldBeAValidDirectoryName(String text) {
        assertThat(DirectoryName.of(text))
                .matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")
                .hasSizeBetween(24, 90);
    }
}
