package io.jenkins.plugins.mergeability.engine.lockfiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

class LockFilePropertyTest {

    /** Cycles and linked members included. */
    @Property(tries = 1000)
    void shouldDifferExactlyIfWhatAMemberLeadsToDiffers(
            @ForAll LockFileFormat format, @ForAll Random random, @ForAll boolean similar) throws Exception {
        LockTexts.Model before = LockTexts.model(random);
        LockTexts.Model after = similar ? changed(before, random) : LockTexts.model(random);
        LockFile older = read(format, before);
        LockFile newer = read(format, after);

        for (String member : before.members().keySet()) {
            if (after.members().containsKey(member)) {
                boolean same = before.reached(member).equals(after.reached(member));
                assertThat(Arrays.equals(older.digest(member), newer.digest(member)))
                        .as(member)
                        .isEqualTo(same);
                Statistics.label("members").collect(same ? "same" : "changed").coverage(checker -> {
                    checker.check("same").percentage(percent -> percent > 10);
                    checker.check("changed").percentage(percent -> percent > 10);
                });
            }
        }
    }

    @Property(tries = 300)
    void shouldNameThePackagesThatDiffer(@ForAll LockFileFormat format, @ForAll Random random) throws Exception {
        LockTexts.Model before = LockTexts.model(random);
        LockTexts.Model after = changed(before, random);
        LockDifference difference = new LockDifference(read(format, before), read(format, after));

        for (String member : before.members().keySet()) {
            Set<String> names = new TreeSet<>(packages(before, member, after));
            names.addAll(packages(after, member, before));
            Set<String> renewed = new TreeSet<>(names);
            renewed.removeIf(name -> isThere(before, member, name)
                    && isThere(after, member, name)
                    && before.versions().get(name).equals(after.versions().get(name)));
            Set<String> words = new TreeSet<>();
            difference.words(List.of(member), List.of(member)).forEach(word -> words.add(word.split(" ")[0]));
            assertThat(words).as(member).isEqualTo(renewed.isEmpty() ? names : renewed);
        }
    }

    @Property(tries = 100)
    void shouldReadBackWhatIsKept(@ForAll LockFileFormat format, @ForAll Random random) throws Exception {
        LockFile file = read(format, LockTexts.model(random));

        LockFile kept = LockFileCodec.decode(LockFileCodec.encode(file));

        assertThat(kept.header()).isEqualTo(file.header());
        assertThat(kept.members()).isEqualTo(file.members());
        assertThat(kept.shared()).isEqualTo(file.shared());
        assertThat(kept.reachedBy(file.members())).isEqualTo(file.reachedBy(file.members()));
        for (String member : file.members()) {
            assertThat(kept.digest(member)).isEqualTo(file.digest(member));
            assertThat(kept.exportedDigest(member)).isEqualTo(file.exportedDigest(member));
        }
    }

    /** The packages that a member leads to in one workspace and not, or otherwise, in another. */
    private static Set<String> packages(LockTexts.Model in, String member, LockTexts.Model other) {
        Set<String> there = other.reached(member);
        Set<String> names = new TreeSet<>();
        for (String each : in.reached(member)) {
            if (!each.startsWith("^") && !there.contains(each)) {
                names.add(each.split(" ")[0]);
            }
        }
        return names;
    }

    private static boolean isThere(LockTexts.Model in, String member, String name) {
        return in.reached(member).stream().anyMatch(each -> each.startsWith(name + " "));
    }

    /** The same workspace with another version of one package, or one edge less. */
    private static LockTexts.Model changed(LockTexts.Model model, Random random) {
        Map<String, String> versions = new TreeMap<>(model.versions());
        Map<String, Set<String>> packages = new TreeMap<>();
        model.packages().forEach((name, uses) -> packages.put(name, new TreeSet<>(uses)));
        if (!versions.isEmpty()) {
            String name = List.copyOf(versions.keySet()).get(random.nextInt(versions.size()));
            if (random.nextBoolean() || packages.get(name).isEmpty()) {
                versions.put(name, "3.0.0");
            } else {
                packages.get(name).remove(packages.get(name).iterator().next());
            }
        }
        return new LockTexts.Model(model.members(), packages, versions);
    }

    private static LockFile read(LockFileFormat format, LockTexts.Model model) throws Exception {
        return format.read(model.text(format).getBytes(StandardCharsets.UTF_8));
    }
}
