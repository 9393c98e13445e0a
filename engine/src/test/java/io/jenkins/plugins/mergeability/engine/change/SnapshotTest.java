package io.jenkins.plugins.mergeability.engine.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.change.Snapshot.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final Entry A = new Entry("100644", "a".repeat(40));
    private static final Entry B = new Entry("100755", "b".repeat(40));

    @Test
    void shouldGiveBackWhatWasAdded() {
        Snapshot snapshot = new Snapshot.Builder(40, 0)
                .add(A, "a b")
                .add(B, "caf\u00E9")
                .add(A, "\uDCFF")
                .build();

        assertThat(snapshot.size()).isEqualTo(3);
        assertThat(snapshot.path(1)).isEqualTo("caf\u00E9");
        assertThat(snapshot.entry(1)).isEqualTo(B);
        assertThat(snapshot.find("\uDCFF")).contains(A);
        assertThat(snapshot.find("a")).isEmpty();
        assertThat(snapshot).hasToString("""
                100644 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa a b
                100755 bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb caf\u00E9
                100644 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa "\\xFF"
                """);
    }

    @Test
    void shouldKnowTheEntriesOfSha256() {
        Entry entry = new Entry("120000", "c".repeat(64));

        assertThat(new Snapshot.Builder(64, 0).add(entry, "x").build().find("x"))
                .contains(entry);
        assertThatThrownBy(() -> new Snapshot.Builder(64, 0).add(A, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldBeEqualByContentWhateverWasReserved() {
        Snapshot small = new Snapshot.Builder(40, 0).add(A, "x").build();
        Snapshot large = new Snapshot.Builder(40, 9999).add(A, "x").build();

        assertThat(small).isEqualTo(large).hasSameHashCodeAs(large);
        assertThat(small).isNotEqualTo(new Snapshot.Builder(40, 0).add(B, "x").build());
        assertThat(small).isNotEqualTo(new Snapshot.Builder(40, 0).add(A, "y").build());
        assertThat(small).isNotEqualTo(new Snapshot.Builder(40, 0).build());
    }

    @Property
    void shouldChangeAsAMapDoes(
            @ForAll @Size(max = 12)
                    Map<@NotEmpty @CharRange(from = 'a', to = 'd') @StringLength(max = 2) String, Boolean> before,
            @ForAll @Size(max = 10)
                    Map<@NotEmpty @CharRange(from = 'a', to = 'd') @StringLength(max = 2) String, Optional<Boolean>>
                            changes) {
        Map<String, Boolean> after = new TreeMap<>(before);
        Map<String, Optional<Entry>> entries = new TreeMap<>();
        changes.forEach((path, change) -> {
            entries.put(path, change.map(SnapshotTest::entry));
            after.compute(path, (same, old) -> change.orElse(null));
        });

        Statistics.label("removes or replaces a path")
                .collect(changes.keySet().stream().anyMatch(before::containsKey))
                .coverage(checker -> checker.check(true).percentage(p -> p > 40));

        assertThat(snapshot(before).with(entries)).isEqualTo(snapshot(after));
    }

    @Property
    void shouldDifferWhereMapsDo(
            @ForAll @Size(max = 12)
                    Map<@NotEmpty @CharRange(from = 'a', to = 'd') @StringLength(max = 2) String, Boolean> one,
            @ForAll @Size(max = 12)
                    Map<@NotEmpty @CharRange(from = 'a', to = 'd') @StringLength(max = 2) String, Boolean> other) {
        List<String> paths = new ArrayList<>();
        Set<String> all = new TreeSet<>(one.keySet());
        all.addAll(other.keySet());
        for (String path : all) {
            if (!Objects.equals(one.get(path), other.get(path))) {
                paths.add(path);
            }
        }

        Statistics.label("has a path in common")
                .collect(one.keySet().stream().anyMatch(other::containsKey))
                .coverage(checker -> checker.check(true).percentage(p -> p > 40));

        assertThat(snapshot(one).differences(snapshot(other))).isEqualTo(paths);
        assertThat(snapshot(other).differences(snapshot(one))).isEqualTo(paths);
    }

    private static Snapshot snapshot(Map<String, Boolean> paths) {
        Snapshot.Builder builder = new Snapshot.Builder(40, 0);
        new TreeMap<>(paths).forEach((path, flag) -> builder.add(entry(flag), path));
        return builder.build();
    }

    private static Entry entry(boolean flag) {
        return flag ? A : B;
    }
}
