package io.jenkins.plugins.mergeability.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/acme/Shop.git",
                "https://github.com/acme/Shop",
                "https://GitHub.com/acme/Shop/",
                "https://user:secret@github.com/acme/Shop.git",
                "https://x-access-token:ab%40cd@github.com:443/acme/Shop.git",
                "https://me@mail:p@ss@github.com/acme/Shop",
                "http://github.com/acme/Shop.git/",
                "https://github.com/acme/Shop.git?token=secret",
                "git@github.com:acme/Shop.git",
                "git@github.com:/acme/Shop.git",
                "github.com:acme/Shop.git",
                "org-123@github.com:acme/Shop",
                "ssh://git@github.com/acme/Shop.git",
                "ssh://git@github.com:22/acme/Shop",
                "ssh://github.com//acme/Shop",
                "git+ssh://git@github.com/acme/Shop.git",
                "git://github.com/acme/Shop.git",
                " https://github.com/acme/Shop.git\n",
                "github.com/acme/Shop",
            })
    void shouldNormalizeUrls(String url) {
        assertThat(RepositoryId.of(url)).isEqualTo("github.com/acme/Shop");
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://git@bitbucket.acme.com:7999/proj/repo.git, bitbucket.acme.com:7999/proj/repo",
        "bitbucket.acme.com:7999/proj/repo, bitbucket.acme.com:7999/proj/repo",
        "git@host:7999/repo.git, host/7999/repo",
        "http://localhost:8080/git/repo.git, localhost:8080/git/repo",
        "http://[::1]:8080/repo, [::1]:8080/repo",
        "ssh://git@[FE80::1]/repo, [fe80::1]/repo",
        "git@[fe80::1]:repo.git, [fe80::1]/repo",
        "https://host/a.github, host/a.github",
        "https://host, host",
        "https://host/.git, host",
    })
    void shouldKeepDifferences(String url, String name) {
        assertThat(RepositoryId.of(url)).isEqualTo(name);
        assertThat(RepositoryId.of(name)).as("the name of a name").isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/git/Shop.git",
                "file:///srv/git/Shop.git",
                "../shop",
                "./a:b/c",
                "C:\\git\\shop",
                "C:/git/shop.git",
                "\\\\server\\share\\shop",
                "shop",
                "",
            })
    void shouldKeepLocalPaths(String path) {
        assertThat(RepositoryId.of(path)).isEqualTo(path);
    }
}
