package io.jenkins.plugins.mergeability.planning;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.plugins.git.BranchSpec;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import hudson.plugins.git.extensions.impl.LocalBranch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJobSourceTest {

    @ParameterizedTest
    @CsvSource({
        "main, main",
        "*/main, main",
        "origin/main, main",
        "refs/heads/release/1.0, release/1.0",
        "refs/remotes/upstream/topic/x, topic/x",
        "remotes/origin/main, main",
    })
    void shouldParseBranches(String name, String branch) {
        assertThat(PlainJobSource.branch(name)).contains(branch);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "**",
                "*/release-*",
                "${BRANCH}",
                "refs/tags/v1",
                "detached",
                ":origin/.*",
                "0123456789012345678901234567890123456789"
            })
    void shouldRejectAmbiguousBranches(String name) {
        assertThat(PlainJobSource.branch(name)).isEmpty();
    }

    @Test
    void shouldPinAnScm() {
        GitSCM scm = new GitSCM(
                List.of(new UserRemoteConfig(
                        "https://example.org/x.git", "up", "+refs/heads/*:refs/remotes/up/*", "id")),
                List.of(new BranchSpec("*/main")),
                null,
                "tool",
                List.of(new LocalBranch("main")));

        GitSCM pinned = PlainJobSource.pinned(scm, "abc");

        assertThat(pinned.getBranches()).extracting(BranchSpec::getName).containsExactly("abc");
        assertThat(pinned.getUserRemoteConfigs()).isEqualTo(scm.getUserRemoteConfigs());
        assertThat(pinned.getGitTool()).isEqualTo("tool");
        assertThat(pinned.getExtensions()).hasSize(1);
    }
}
