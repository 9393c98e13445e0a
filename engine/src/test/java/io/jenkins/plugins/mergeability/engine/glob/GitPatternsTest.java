package io.jenkins.plugins.mergeability.engine.glob;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GitPatternsTest {

    @Test
    void shouldWriteIgnoredFilesFromTheTop() throws Exception {
        assertThat(GitPatterns.ignored("air/deps/**")).containsExactly("/air/deps/**");
        assertThat(GitPatterns.ignored("{a,b/**}/\\{x"))
                .containsExactly("/a/\\{x", "!/a/\\{x/", "/b/**/\\{x", "!/b/**/\\{x/");
    }

    @Test
    void shouldWritePathspecs() throws Exception {
        assertThat(GitPatterns.pathspecs("air/*.{lock,toml}"))
                .containsExactly(":(top,glob)air/*.lock", ":(top,glob)air/*.toml");
    }
}
