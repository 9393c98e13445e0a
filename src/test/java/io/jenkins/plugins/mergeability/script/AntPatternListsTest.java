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
        assertThat(AntPatternLists.reports("air", List.of("/out/air/*.xml"))).isEqualTo("out/air/*.xml");
    }

    @Test
    void shouldSeparateIncludedFromExcludedArtifacts() throws Exception {
        List<String> globs = List.of("dist/**", "/out/*.zip", "!dist/{a,b}", "!/out/c.zip");

        assertThat(AntPatternLists.includedArtifacts("air", globs)).isEqualTo("air/dist/**,out/*.zip");
        assertThat(AntPatternLists.excludedArtifacts("air", globs)).isEqualTo("air/dist/a,air/dist/b,out/c.zip");
        assertThat(AntPatternLists.includedArtifacts(".", globs)).isEqualTo("dist/**,out/*.zip");
    }

    @Test
    void shouldRejectGlobsThatAntCannotExpress() {
        assertThatThrownBy(() -> AntPatternLists.reports("air", List.of("*.xml", "!b.xml")))
                .isInstanceOf(AntPatternException.class)
                .hasMessage(
                        "junit: Jenkins cannot match `!b.xml`: reports cannot be excluded: list the reports to read");
        assertThatThrownBy(() -> AntPatternLists.includedArtifacts("air", List.of("a[!b]")))
                .hasMessage(
                        "artifacts: Jenkins cannot match `a[!b]`: `[!b]` has too many characters for a pattern of Ant: list the"
                                + " characters, or write ? for any");
    }
}
