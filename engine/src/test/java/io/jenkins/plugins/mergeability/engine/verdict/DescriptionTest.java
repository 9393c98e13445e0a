package io.jenkins.plugins.mergeability.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Descriptions are short and safe, and are cut between names. */
class DescriptionTest {

    @Example
    void shouldListAllNamesForWhichThereIsRoom() {
        String name = "n".repeat(62);
        List<String> exactly = List.of(name, name, "x"); // 62 + 2 + 62 + 2 + 1 + 7 + 4

        assertThat(Description.listing("", exactly, " failed"))
                .hasSize(136)
                .isEqualTo(name + ", " + name + ", x failed");
        assertThat(Description.listing("1234", exactly, " failed")).hasSize(140).endsWith(", x failed");
        assertThat(Description.listing("12345", exactly, " failed")).isEqualTo("12345" + name + " and 2 more failed");
    }

    @Example
    void shouldCutAListAtWholeNames() {
        List<String> names = new ArrayList<>();
        for (int i = 100; i < 2100; i++) {
            names.add("component-" + i + "/test");
        }

        assertThat(Description.listing("awaiting ", names, ""))
                .isEqualTo("awaiting component-100/test, component-101/test, component-102/test, component-103/test,"
                        + " component-104/test and 1995 more");
    }

    @Example
    void shouldCutANameThatAloneIsTooLong() {
        assertThat(Description.listing("", List.of("a".repeat(200)), " failed"))
                .isEqualTo("a".repeat(132) + "… failed");
        assertThat(Description.listing("awaiting ", List.of("a".repeat(200), "b"), ""))
                .isEqualTo("awaiting " + "a".repeat(119) + "…, b");
        assertThat(Description.listing("awaiting ", List.of("a".repeat(200), "b".repeat(20)), ""))
                .isEqualTo("awaiting " + "a".repeat(119) + "… and 1 more");
    }

    @Example
    void shouldReplaceWhatGithubRejects() {
        assertThat(Description.of("blocked by label `🚧 wip`")).isEqualTo("blocked by label `? wip`");
        assertThat(Description.listing("awaiting ", List.of("😀".repeat(200)), ""))
                .isEqualTo("awaiting " + "?".repeat(130) + "…");
    }

    @Example
    void shouldMakeControlCharactersHarmless() {
        assertThat(Description.of("a\nb\tc\r\u001b[31md\u0000\u0085\u2028\u202ee\udc80\u200b\ufeff"))
                .isEqualTo("a b c ?[31md????e???");
        assertThat(Description.of("é 漢字 \u2615 \u0915\u094d\u200d\u0937"))
                .isEqualTo("é 漢字 \u2615 \u0915\u094d\u200d\u0937");
    }

    @Property(tries = 500)
    void shouldAlwaysFitAndBeHarmless(
            @ForAll @StringLength(max = 20) String before,
            @ForAll @Size(min = 1, max = 40) List<@StringLength(max = 200) String> names,
            @ForAll @StringLength(max = 20) String after) {
        String listing = Description.listing(before, names, after);

        assertThat(listing.length()).isLessThanOrEqualTo(140);
        assertThat(listing.codePoints())
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.SURROGATE
                        || Character.isSupplementaryCodePoint(c));
        assertThat(Description.of(listing)).isEqualTo(listing);
    }
}
