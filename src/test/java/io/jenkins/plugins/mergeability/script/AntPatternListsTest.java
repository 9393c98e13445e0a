package io.jenkins.plugins.mergeability.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AntPatternListsTest {

    @Test
    void shouldLookForReportsBelowTheRoot() throws Exception {
        assertThat(AntPatternLists.reports("a[b]", List.of("{unit,it}/*.xml", "x.xml")))
                .isEqualTo("a[b]/unit/*.xml,a[b]/it/*.xml,a[b]/x.xml");
        assertThat(AntPatternLists.reports(".", List.of("**/TEST-[ab].xml"))).isEqualTo("**/TEST-a.xml,**/TEST-b.xml");
    }

    @Test
    void shouldTellArtifactsFromWhatIsLeftOut() throws Exception {
        List<String> globs = List.of("dist/**", "!dist/{a,b}");

        assertThat(AntPatternLists.joined("artifacts", globs, false)).isEqualTo("dist/**");
        assertThat(AntPatternLists.joined("artifacts", globs, true)).isEqualTo("dist/a,dist/b");
    }

    @Test
    void shouldSayWhatCannotBeLookedFor() {
        assertThatThrownBy(() -> AntPatternLists.reports("air", List.of("*.xml", "!b.xml")))
                .isInstanceOf(AbortException.class)
                .hasMessage("junit: Jenkins cannot look for `!b.xml`: nothing can be left out of reports: write what to"
                        + " read instead");
        assertThatThrownBy(() -> AntPatternLists.joined("artifacts", List.of("a[!b]"), false))
                .hasMessage("artifacts: Jenkins cannot look for `a[!b]`: `[!b]` stands for too many characters to be"
                        + " looked for: write the characters that are wanted, or ? for any");
    }
}
