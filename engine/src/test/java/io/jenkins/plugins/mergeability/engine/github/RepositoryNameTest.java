package io.jenkins.plugins.mergeability.engine.github;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and URLs of repositories. */
class RepositoryNameTest {

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/shop.git, github.com, acme/shop",
        "https://github.com/acme/shop, github.com, acme/shop",
        "https://x-token:secret@GitHub.com/acme/shop/, github.com, acme/shop",
        "git@github.com:acme/shop.git, github.com, acme/shop",
        "github.com:acme/sh.op, github.com, acme/sh.op",
        "ssh://git@ssh.github.com:443/acme/shop.git, github.com, acme/shop",
        "ssh://git@github.example.com:22/acme/shop.git, github.example.com, acme/shop",
        "git://github.com/acme/shop.git, github.com, acme/shop",
    })
    void shouldReadRemotes(String address, String host, String name) {
        assertThat(RepositoryName.ofRemote(address))
                .hasValueSatisfying(
                        at -> assertThat(at.host() + " " + at.name()).isEqualTo(host + " " + name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/srv/git/shop.git",
                "../shop",
                "file:///srv/acme/shop",
                "https://github.com/shop",
                "https://github.com/a/b/c",
                "https://github.com/acme/sh op",
                "git@github.com:acme",
                "C:/acme/shop/x",
                "https:///acme/shop",
                "./a:b/c"
            })
    void shouldRejectOtherUrls(String address) {
        assertThat(RepositoryName.ofRemote(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/", "/a", "a/b/c", "a/..", "./b", "a/b?c", "a/b c", "a/%2e", "ä/b", "a/b\n"})
    void shouldRejectCharactersThatChangeAUrl(String text) {
        assertThat(RepositoryName.of(text)).isEmpty();
    }

    @Test
    void shouldFindTheApi() {
        assertThat(GithubConnection.api("https://github.com/")).contains("https://api.github.com");
        assertThat(GithubConnection.api("https://api.github.com")).contains("https://api.github.com");
        assertThat(GithubConnection.api("https://git.example.com")).contains("https://git.example.com/api/v3");
        assertThat(GithubConnection.api("https://git.example.com/api/v3/")).contains("https://git.example.com/api/v3");
        assertThat(GithubConnection.api("https://api.acme.ghe.com")).contains("https://api.acme.ghe.com");
        assertThat(GithubConnection.api("http://localhost:8080")).contains("http://localhost:8080/api/v3");
        for (String wrong : new String[] {
            "http://git.example.com",
            "git.example.com",
            "https://",
            "https://a:b@git.example.com",
            "https://x/?y",
            "ftp://x",
            "https://a b"
        }) {
            assertThat(GithubConnection.api(wrong)).as(wrong).isEmpty();
        }
    }
}
