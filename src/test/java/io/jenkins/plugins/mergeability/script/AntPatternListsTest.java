package io.jenkins.plugins.mergeability.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AntPatternListsTest {

    @Test
    void shouldFindReportsBelowTheRoot() throws Exception {
        assertThat(AntPatternLists.reports("a[b]", List.of("{unit,it}/*.xml", "x.xml")))
                .isEqualTo("a[b]/unit/*.xml,a[b]/it/*.xml,a[b]/x.xml");
        assertThat(AntPatternLists.reports(".", List.of("**/TEST-[ab].xml"))).isEqualTo("**/TEST-a.xml,**/TEST-b.xml");
    }

    @Test
    void shouldSeparateIncludedFromExcludedArtifacts() throws Exception {
        List<String> globs = List.of("dist/**", "!dist/{a,b}");

        assertThat(AntPatternLists.included("artifacts", globs)).isEqualTo("dist/**");
        assertThat(AntPatternLists.excluded("artifacts", globs)).isEqualTo("dist/a,dist/b");
    }

    @Test
    void shouldRejectGlobsThatAntCannotExpress() {
        assertThatThrownBy(() -> AntPatternLists.reports("air", List.of("*.xml", "!b.xml")))
                .isInstanceOf(AntPatternException.class)
                .hasMessage(
                        "junit: Jenkins cannot match `!b.xml`: reports cannot be excluded: list the reports to read");
        assertThatThrownBy(() -> AntPatternLists.included("artifacts", List.of("a[!b]")))
                .hasMessage(
                        "artifacts: Jenkins cannot match `a[!b]`: `[!b]` has too many characters for a pattern of Ant: list the"
                                + " characters, or write ? for any");
    }
}
