package io.jenkins.plugins.mergeability.engine.glob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommonPathsTest {

    @ParameterizedTest
    @CsvSource({
        "a/*, a/b*, a/b",
        "**, a[c-e]/x, ac/x",
        "**, a[!0-9]/x, a:/x",
        "[!a-y], [b-z], z",
        "**, '[ -.]', ' '",
        "**, a[\udc80-\udcff]/a, a\udc80/a",
        "*\udcff, [\udc90-\udca0]*, \udc90\udcff",
        "**, [😀-😂], 😀",
        "[!😀], [😀-😂], 😁",
        "[!0-\ud7ff], [\ud7ff-\uf000], \udc80",
    })
    void shouldFindAPathThatBothMatch(String one, String other, String common) throws GlobException {
        assertThat(CommonPaths.find(List.of(one), List.of(other))).contains(common);
        assertThat(CommonPaths.find(List.of(other), List.of(one))).contains(common);
    }

    @Test
    void shouldFindNoneWhereThereIsNone() throws GlobException {
        assertThat(CommonPaths.find(List.of("a/**", "[a-c]"), List.of("b/*", "[d-z]")))
                .isEmpty();
        assertThat(CommonPaths.find(List.of("[!0-9]"), List.of("[1-3]"))).isEmpty();
    }
}
